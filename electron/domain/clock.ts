/** What a timer gives back: calling it stops the timer. */
export type Cancel = () => void;

/** The time, passed in wherever time matters, so that tests can set it. */
export interface Clock {
  /** Wall clock, epoch ms. */
  now(): number;
  /** Calls `act` once after `ms` of this clock's time. */
  after(ms: number, act: () => void): Cancel;
}

/** Waits `ms` of the clock's time, or until the signal aborts (then rejects with its reason). */
export function wait(clock: Clock, ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) {
      reject(signal.reason);
      return;
    }
    const onAbort = (): void => {
      cancel();
      reject(signal?.reason);
    };
    const cancel = clock.after(ms, () => {
      signal?.removeEventListener('abort', onAbort);
      resolve();
    });
    signal?.addEventListener('abort', onAbort, { once: true });
  });
}
