import { wait, type Clock } from '../../../../domain/clock.ts';

/** Spreads messages evenly over time. */
export interface MessagePace {
  /** Waits until the next message may go. */
  due(signal: AbortSignal): Promise<void>;
  /** So many go now. */
  pay(messages: number): void;
}

/** At most `perSecond` messages, never in a burst: time that passed unused is not made up for. */
export function createMessagePace(clock: Clock, perSecond: number): MessagePace {
  let next = -Infinity;
  return {
    async due(signal) {
      // Again and again: a timer may be early by a fraction.
      while (clock.now() < next) await wait(clock, next - clock.now(), signal);
    },
    pay(messages) {
      next = Math.max(next, clock.now()) + (messages * 1000) / perSecond;
    },
  };
}

/** Messages a request, so that a slow rate comes evenly and a fast one in few requests. */
export function batchSizeFor(rate: number | undefined, most: number): number {
  return rate === undefined ? most : Math.min(most, Math.max(1, Math.floor(rate / 5)));
}
