import type { Call } from './handlers.ts';

/**
 * Hands a handler's stream on: its errors mapped, its call's signal aborted as soon as the reader leaves. A generator
 * alone would notice only at its next `yield`.
 */
export function watchedStream<Item>(
  open: (call: Pick<Call, 'signal'>) => AsyncIterator<Item>,
  signal: AbortSignal | undefined,
  mapError: (error: unknown) => Error,
): AsyncIteratorObject<Item, void, void> {
  const left = new AbortController();
  const inner = open({ signal: signal ? AbortSignal.any([signal, left.signal]) : left.signal });
  const leave = async (): Promise<IteratorResult<Item, void>> => {
    left.abort();
    await inner.return?.();
    return { done: true, value: undefined };
  };
  return {
    async next() {
      try {
        const result = await inner.next();
        return result.done ? { done: true, value: undefined } : result;
      } catch (error) {
        // The reader is gone: the stream ended, it did not fail.
        if (left.signal.aborted) return { done: true, value: undefined };
        throw mapError(error);
      }
    },
    return: leave,
    throw: leave,
    [Symbol.asyncIterator]() {
      return this;
    },
    async [Symbol.asyncDispose]() {
      await leave();
    },
  };
}
