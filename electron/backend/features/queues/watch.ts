import { wait, type Clock } from '../../../domain/clock.ts';
import type { Scope } from '../../../contract/procedure.ts';
import type { DescribedQueue } from '../../../contract/queues.ts';
import { createPace, type Pace } from '../../aws/limiter.ts';

/** GetQueueAttributes a second, per scope, over all watchers. */
const budget = 4;
/** No queue is read again sooner, however few are watched. */
const shortestPeriod = 2_000;
/** Events come no closer than this, so that many rows do not make many messages. */
const shortestGap = 500;

interface Watcher {
  urls: ReadonlySet<string>;
  fresh: Map<string, DescribedQueue>;
  wake: () => void;
}

/** Watches queues: each scope has one reader that goes round all queues somebody watches. */
export type Watch = (
  scope: Scope,
  urls: readonly string[],
  signal: AbortSignal,
) => AsyncGenerator<DescribedQueue[]>;

/** Makes the watch of a backend. */
export function createWatch(
  clock: Clock,
  describe: (scope: Scope, url: string, signal: AbortSignal) => Promise<DescribedQueue>,
): Watch {
  const rounds = new Map<string, Round>();

  return async function* watch(scope, urls, signal) {
    const key = `${scope.profile}\n${scope.region}`;
    const round = rounds.get(key) ?? new Round(clock, (url, until) => describe(scope, url, until));
    rounds.set(key, round);
    const watcher: Watcher = { urls: new Set(urls), fresh: new Map(), wake: () => undefined };
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

/** Reads the watched queues of one scope in turn; the one read longest ago comes first. */
class Round {
  readonly #watchers = new Set<Watcher>();
  readonly #readAt = new Map<string, number>();
  readonly #clock: Clock;
  readonly #pace: Pace;
  readonly #describe: (url: string, signal: AbortSignal) => Promise<DescribedQueue>;
  #stop: AbortController | undefined;

  constructor(clock: Clock, describe: (url: string, signal: AbortSignal) => Promise<DescribedQueue>) {
    this.#clock = clock;
    this.#pace = createPace(clock, budget);
    this.#describe = describe;
  }

  join(watcher: Watcher): void {
    this.#watchers.add(watcher);
    if (this.#stop) return;
    this.#stop = new AbortController();
    void this.#run(this.#stop.signal);
  }

  leave(watcher: Watcher): void {
    this.#watchers.delete(watcher);
    if (this.#watchers.size > 0) return;
    this.#stop?.abort();
    this.#stop = undefined;
  }

  async #run(signal: AbortSignal): Promise<void> {
    try {
      while (!signal.aborted) {
        const url = this.#next();
        if (url === undefined) return;
        const due = (this.#readAt.get(url) ?? -Infinity) + shortestPeriod;
        // Short steps: a newcomer's queues must not wait out another's period.
        if (due > this.#clock.now()) {
          await wait(this.#clock, Math.min(due - this.#clock.now(), 1000 / budget), signal);
          continue;
        }
        await this.#pace(signal);
        this.#readAt.set(url, this.#clock.now());
        // Not awaited: a slow endpoint must not slow the others down; the pace alone bounds the rate.
        void this.#read(url, signal);
      }
    } catch {
      // Only an abort ends a wait early.
    }
  }

  async #read(url: string, signal: AbortSignal): Promise<void> {
    const described = await this.#describe(url, signal).catch(() => undefined);
    if (!described || signal.aborted) return;
    for (const watcher of this.#watchers) {
      if (!watcher.urls.has(url)) continue;
      watcher.fresh.set(url, described);
      watcher.wake();
    }
  }

  #next(): string | undefined {
    let oldest: string | undefined;
    const all = new Set([...this.#watchers].flatMap((watcher) => [...watcher.urls]));
    for (const url of this.#readAt.keys()) if (!all.has(url)) this.#readAt.delete(url);
    for (const url of all) {
      if (
        oldest === undefined ||
        (this.#readAt.get(url) ?? -Infinity) < (this.#readAt.get(oldest) ?? -Infinity)
      )
        oldest = url;
    }
    return oldest;
  }
}
