import type { CallCount } from '../../contract/profiles.ts';
import type { Scope } from '../../contract/procedure.ts';
import { wait, type Clock } from '../../domain/clock.ts';

/** How one try of a call ended. */
export type CallEnd = 'done' | 'throttled' | 'failed';

/** Counts calls to AWS over the last minute, by scope. */
export interface Activity {
  /** Counts calls that ended, retries each on their own. */
  count(scope: Scope, end: CallEnd, calls?: number): void;
  /** The last minute; scopes without a call are left out. */
  now(): CallCount[];
  /** What `now` gives, when it changed, at most once a second. The first comes at once. */
  watch(signal: AbortSignal): AsyncGenerator<CallCount[]>;
}

type Tally = Record<CallEnd, number>;

const second = 1000;
const span = 60;

/** Makes the counter. Whole seconds are dropped as a whole, so a minute is exact to a second. */
export function createActivity(clock: Clock): Activity {
  const scopes = new Map<string, { scope: Scope; seconds: Map<number, Tally> }>();
  const waiting = new Set<() => void>();

  const now = (): CallCount[] => {
    const latest = Math.floor(clock.now() / second);
    const counts: CallCount[] = [];
    for (const [key, { scope, seconds }] of scopes) {
      const sum = { done: 0, throttled: 0, failed: 0 };
      for (const [at, tally] of seconds) {
        // Later ones are of a clock that was set back since.
        if (at <= latest - span || at > latest) seconds.delete(at);
        else for (const end of ['done', 'throttled', 'failed'] as const) sum[end] += tally[end];
      }
      const calls = sum.done + sum.throttled + sum.failed;
      if (calls === 0) scopes.delete(key);
      else counts.push({ scope, calls, throttled: sum.throttled, failed: sum.failed });
    }
    return counts;
  };

  return {
    count({ profile, region }, end, calls = 1) {
      const key = `${profile}\n${region}`;
      const entry = scopes.get(key) ?? { scope: { profile, region }, seconds: new Map<number, Tally>() };
      scopes.set(key, entry);
      const at = Math.floor(clock.now() / second);
      const tally = entry.seconds.get(at) ?? { done: 0, throttled: 0, failed: 0 };
      tally[end] += calls;
      entry.seconds.set(at, tally);
      for (const wake of waiting) wake();
    },
    now,
    async *watch(signal) {
      let told: string | undefined;
      while (!signal.aborted) {
        const counts = now();
        const text = JSON.stringify(counts);
        if (text !== told) {
          told = text;
          yield counts;
        }
        await wait(clock, second, signal).catch(() => undefined);
        // Nothing to count down: sleep until there is a call.
        if (counts.length === 0 && now().length === 0) await call(waiting, signal);
      }
    },
  };
}

function call(waiting: Set<() => void>, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const wake = (): void => {
      waiting.delete(wake);
      signal.removeEventListener('abort', wake);
      resolve();
    };
    if (signal.aborted) return resolve();
    waiting.add(wake);
    signal.addEventListener('abort', wake, { once: true });
  });
}
