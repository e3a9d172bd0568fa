import { computed, type ComputedRef } from 'vue';
import type { Scope } from '../../../../electron/contract/index.ts';
import { isSameScope, scopeKey, useWorkspace } from '../../../stores/workspace.ts';

/** The scopes in view, the source's own always among them. */
export function usePlaces(source: Scope): {
  options: ComputedRef<readonly { value: string; label: string }[]>;
  scopeOf(key: string): Scope;
} {
  const { scopes, profileOf } = useWorkspace();
  const all = computed(() =>
    scopes.value.some((one) => isSameScope(one, source)) ? scopes.value : [source, ...scopes.value],
  );
  return {
    options: computed(() =>
      all.value.map((one) => ({
        value: scopeKey(one),
        label: `${profileOf(one)?.label ?? one.profile}, ${one.region}`,
      })),
    ),
    scopeOf: (key) => all.value.find((one) => scopeKey(one) === key) ?? source,
  };
}
