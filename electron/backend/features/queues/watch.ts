import { wait, type Clock } from '../../../domain/clock.ts';
import type { Scope } from '../../../contract/procedure.ts';
import type { DescribedQueue, WatchedQueue } from '../../../contract/queues.ts';
import { createRhythm, shortestPeriod, type Rhythm } from './rhythm.ts';

/** Events come no closer than this, so that many rows do not make many messages. */
const shortestGap = 500;
/** Longest time between two looks at what is due: a newcomer's queues must not wait out another's period. */
const step = 250;

interface Watcher {
  urls: ReadonlySet<string>;
  every: number;
  fresh: Map<string, WatchedQueue>;
  wake: () => void;
}

/** Watches queues: each scope has one reader that goes round all queues somebody watches. */
export type Watch = (
  scope: Scope,
  urls: readonly string[],
  signal: AbortSignal,
  /** The shortest period that is wanted, ms. */
  every?: number,
) => AsyncGenerator<WatchedQueue[]>;

/** Makes the watch of a backend. */
export function createWatch(
  clock: Clock,
  describe: (scope: Scope, url: string, signal: AbortSignal) => Promise<DescribedQueue>,
): Watch {
  const rounds = new Map<string, Round>();

  return async function* watch(scope, urls, signal, every = shortestPeriod) {
    const key = `${scope.profile}\n${scope.region}`;
    const round = rounds.get(key) ?? new Round(clock, (url, until) => describe(scope, url, until));
    rounds.set(key, round);
    const watcher: Watcher = { urls: new Set(urls), every, fresh: new Map(), wake: () => undefined };
    signal.addEventListener('abort', () => watcher.wake(), { once: true });
    round.join(watcher);
    try {
      while (!signal.aborted) {
        if (watcher.fresh.size === 0) {
          await new Promise<void>((resolve) => {
            watcher.wake = resolve;
          });
        }
        if (signal.aborted) return;
        const event = [...watcher.fresh.values()];
        watcher.fresh.clear();
        yield event;
        await wait(clock, shortestGap, signal).catch(() => undefined);
      }
    } finally {
      round.leave(watcher);
    }
  };
}

/** Reads the watched queues of one scope; what is due the longest comes first. */
class Round {
  readonly #watchers = new Set<Watcher>();
  readonly #clock: Clock;
  readonly #rhythm: Rhythm;
  readonly #describe: (url: string, signal: AbortSignal) => Promise<DescribedQueue>;
  #stop: AbortController | undefined;

  constructor(clock: Clock, describe: (url: string, signal: AbortSignal) => Promise<DescribedQueue>) {
    this.#clock = clock;
    this.#rhythm = createRhythm(clock);
    this.#describe = describe;
  }

  join(watcher: Watcher): void {
    this.#watchers.add(watcher);
    this.#rhythm.watch(this.#wanted());
    for (const url of watcher.urls) this.#rhythm.awake(url);
    if (this.#stop) return;
    this.#stop = new AbortController();
    void this.#run(this.#stop.signal);
  }

  leave(watcher: Watcher): void {
    this.#watchers.delete(watcher);
    this.#rhythm.watch(this.#wanted());
    if (this.#watchers.size > 0) return;
    this.#stop?.abort();
    this.#stop = undefined;
  }

  /** Every watched queue with the shortest period that one of its watchers wants. */
  #wanted(): Map<string, number> {
    const wanted = new Map<string, number>();
    for (const { urls, every } of this.#watchers)
      for (const url of urls) wanted.set(url, Math.min(wanted.get(url) ?? Infinity, every));
    return wanted;
  }

  async #run(signal: AbortSignal): Promise<void> {
    try {
      while (!signal.aborted) {
        const next = this.#rhythm.next();
        if (next === undefined) return;
        const left = next.at - this.#clock.now();
        if (left > 0) {
          await wait(this.#clock, Math.min(left, step), signal);
          continue;
        }
        this.#rhythm.begin(next.url);
        // Not awaited: a slow endpoint must not slow the others down; the rhythm alone bounds the rate.
        void this.#read(next.url, signal);
      }
    } catch {
      // Only an abort ends a wait early.
    }
  }

  async #read(url: string, signal: AbortSignal): Promise<void> {
    const described = await this.#describe(url, signal).catch(() => undefined);
    if (!described || signal.aborted) return;
    const { period, throttled } = this.#rhythm.take(described);
    for (const watcher of this.#watchers) {
      if (!watcher.urls.has(url)) continue;
      watcher.fresh.set(url, { ...described, period, throttled });
      watcher.wake();
    }
  }
}
