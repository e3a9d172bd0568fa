import type { Hold } from '../../../contract/messages.ts';
import type { Scope } from '../../../contract/procedure.ts';
import type { Cancel, Clock } from '../../../domain/clock.ts';
import type { Held } from './release.ts';

/** Messages that a look keeps hidden because the user chose so. */
export interface KeptHold extends Hold {
  scope: Scope;
  queueUrl: string;
  held: readonly Held[];
}

/** Kept holds; each ends by itself when the first of its messages comes back. */
export interface Holds {
  keep(hold: KeptHold): void;
  of(scope: Scope, queueUrl: string): Hold[];
  /** Takes a hold out, to release it; undefined when it has ended. */
  take(scope: Scope, queueUrl: string, lookId: string): KeptHold | undefined;
  /** Takes all out. */
  takeAll(): KeptHold[];
}

/** Makes the holds of a backend. */
export function createHolds(clock: Clock): Holds {
  const holds = new Map<string, { hold: KeptHold; cancel: Cancel }>();
  const isOf = (hold: KeptHold, scope: Scope, queueUrl: string): boolean =>
    hold.queueUrl === queueUrl && hold.scope.profile === scope.profile && hold.scope.region === scope.region;
  return {
    keep(hold) {
      const cancel = clock.after(hold.until - clock.now(), () => holds.delete(hold.lookId));
      holds.set(hold.lookId, { hold, cancel });
    },
    of: (scope, queueUrl) =>
      [...holds.values()]
        .filter(({ hold }) => isOf(hold, scope, queueUrl))
        .map(({ hold: { lookId, count, until } }) => ({ lookId, count, until })),
    take(scope, queueUrl, lookId) {
      const found = holds.get(lookId);
      if (!found || !isOf(found.hold, scope, queueUrl)) return undefined;
      found.cancel();
      holds.delete(lookId);
      return found.hold;
    },
    takeAll() {
      const all = [...holds.values()];
      for (const { cancel } of all) cancel();
      holds.clear();
      return all.map(({ hold }) => hold);
    },
  };
}
