import {
  effectScope,
  getCurrentInstance,
  onScopeDispose,
  toValue,
  watch,
  type EffectScope,
  type MaybeRefOrGetter,
} from 'vue';

/** Runs a composable once for each item of a list that changes, and stops it when its item leaves. */
export function usePerItem<T>(
  items: MaybeRefOrGetter<readonly T[]>,
  keyOf: (item: T) => string,
  run: (item: T) => void,
): void {
  const app = getCurrentInstance()?.appContext.app;
  const living = new Map<string, EffectScope>();
  watch(
    () => [...toValue(items)],
    (now) => {
      const keys = new Set(now.map(keyOf));
      for (const [key, scope] of living) {
        if (keys.has(key)) continue;
        scope.stop();
        living.delete(key);
      }
      for (const item of now) {
        const key = keyOf(item);
        if (living.has(key)) continue;
        const scope = effectScope(true);
        living.set(key, scope);
        const start = (): void => scope.run(() => run(item));
        if (app) app.runWithContext(start);
        else start();
      }
    },
    { immediate: true },
  );
  onScopeDispose(() => living.forEach((scope) => scope.stop()));
}
