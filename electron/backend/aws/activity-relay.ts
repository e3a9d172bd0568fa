import type { Scope } from '../../contract/procedure.ts';
import type { Cancel, Clock } from '../../domain/clock.ts';
import type { Activity, CallEnd } from './activity.ts';

/** Calls that ended alike within one second. */
export interface CountedCalls {
  scope: Scope;
  end: CallEnd;
  calls: number;
}

/** Counts in one thread what is shown by another. */
export interface ActivityRelay extends Pick<Activity, 'count'> {
  /** Sends what was counted last. */
  close(): void;
}

/** Collects counts and sends them at most once a second. */
export function createActivityRelay(clock: Clock, send: (counted: CountedCalls[]) => void): ActivityRelay {
  const pending = new Map<string, CountedCalls>();
  let cancel: Cancel | undefined;

  const flush = (): void => {
    cancel?.();
    cancel = undefined;
    if (pending.size === 0) return;
    send([...pending.values()]);
    pending.clear();
  };

  return {
    count(scope, end, calls = 1) {
      const key = `${scope.profile}\n${scope.region}\n${end}`;
      const known = pending.get(key);
      if (known) known.calls += calls;
      else pending.set(key, { scope, end, calls });
      cancel ??= clock.after(1000, flush);
    },
    close: flush,
  };
}
