import type { Failure } from '../../../../contract/failure.ts';
import type { SendOutcome, SendResult } from '../../../../contract/messages-send.ts';
import type { EntryResult } from './outcome.ts';

/** What became of the messages of a run, one by one and in sums. */
export interface Tally {
  outcomeOf(index: number): SendOutcome;
  set(index: number, result: EntryResult): void;
  holdBack(index: number): void;
  /** Back to waiting, before it is sent again. */
  reset(index: number): void;
  sums(): Record<SendOutcome, number> & { unchecked: number };
  results(
    from: number,
    count: number,
    only: 'all' | 'notSent',
  ): { results: SendResult[]; next: number | null };
}

/** Keeps the outcomes of `total` messages; nothing of their content. */
export function createTally(total: number): Tally {
  const outcomes: SendOutcome[] = Array.from({ length: total }, () => 'waiting');
  const stored = new Map<number, Pick<EntryResult, 'messageId' | 'sequenceNumber'>>();
  const failures = new Map<number, Failure>();
  const sums = { waiting: total, heldBack: 0, sent: 0, refused: 0, unknown: 0, corrupt: 0, unchecked: 0 };

  const put = (index: number, outcome: SendOutcome): void => {
    sums[outcomes[index] ?? 'waiting'] -= 1;
    sums[outcome] += 1;
    outcomes[index] = outcome;
  };

  return {
    outcomeOf: (index) => outcomes[index] ?? 'waiting',
    set(index, { outcome, messageId, sequenceNumber, checked, failure }) {
      put(index, outcome);
      if (messageId !== null) stored.set(index, { messageId, sequenceNumber });
      if (failure) failures.set(index, failure);
      if (outcome === 'sent' && !checked) sums.unchecked += 1;
    },
    holdBack: (index) => put(index, 'heldBack'),
    reset(index) {
      put(index, 'waiting');
      failures.delete(index);
    },
    sums: () => ({ ...sums }),
    results(from, count, only) {
      const results: SendResult[] = [];
      let index = from;
      for (; index < total && results.length < count; index += 1) {
        const outcome = outcomes[index] ?? 'waiting';
        if (only === 'notSent' && outcome === 'sent') continue;
        const { messageId = null, sequenceNumber = null } = stored.get(index) ?? {};
        results.push({ index, outcome, messageId, sequenceNumber, failure: failures.get(index) ?? null });
      }
      return { results, next: index < total ? index : null };
    },
  };
}
