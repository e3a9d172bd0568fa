import type { ReceiveBudget } from '../../../electron/contract/index.ts';

/** One mark of the receive budget: used, spent by the next look, free, or kept for the consumer. */
export type Pip = 'used' | 'next' | 'free' | 'kept';

/** Marks drawn at most; a longer budget is told in numbers only. */
const DRAWN = 12;

/** The budget as marks; empty when there is none to show or it is too long to draw. */
export function toPips({ maxReceiveCount, highestSeen }: ReceiveBudget): Pip[] {
  if (maxReceiveCount === null || maxReceiveCount > DRAWN) return [];
  const used = Math.min(highestSeen ?? 0, maxReceiveCount);
  return Array.from({ length: maxReceiveCount }, (_, at): Pip => {
    if (at < used) return 'used';
    if (at === maxReceiveCount - 1) return 'kept';
    return at === used && highestSeen !== null ? 'next' : 'free';
  });
}

/** Marks of one message: used receives of those it may have. */
export function toMessagePips(receiveCount: number, maxReceiveCount: number | null): Pip[] {
  if (maxReceiveCount === null || maxReceiveCount > DRAWN) return [];
  return Array.from({ length: maxReceiveCount }, (_, at): Pip => (at < receiveCount ? 'used' : 'free'));
}
