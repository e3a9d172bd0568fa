import type { ReceiveBudget } from '../../../contract/messages.ts';
import type { RedrivePolicy } from '../../../contract/queues.ts';
import { fail } from '../../failures.ts';

/** What earlier looks showed. */
export interface LookHistory {
  /** The highest receive count among the messages seen; null before the first look. */
  highestSeen: number | null;
  looks: number;
}

/** What the next look may cost. `policy` undefined: it could not be read, so nothing is known. `view`: see {@link ReceiveBudget}. */
export function toBudget(
  policy: RedrivePolicy | null | undefined,
  fifo: boolean,
  { highestSeen, looks }: LookHistory,
  view: string | null = null,
): ReceiveBudget {
  const maxReceiveCount = policy?.maxReceiveCount ?? null;
  // One delivery stays for the consumer.
  const looksLeft =
    maxReceiveCount === null || highestSeen === null ? null : Math.max(0, maxReceiveCount - highestSeen - 1);
  let verdict: ReceiveBudget['verdict'] = 'unknown';
  if (policy === null) verdict = 'free';
  else if (maxReceiveCount === 1) verdict = 'refused';
  else if (looksLeft !== null) verdict = looksLeft > 0 ? 'safe' : 'spent';
  return {
    maxReceiveCount,
    deadLetterTargetArn: policy?.deadLetterTargetArn ?? null,
    highestSeen,
    looksLeft,
    verdict,
    fifo,
    looks,
    view,
  };
}

/** Refuses a look that could move a message to the dead-letter queue, or leave its consumer no delivery. */
export function checkBudget(budget: ReceiveBudget, queueUrl: string): void {
  if (budget.verdict !== 'refused' && budget.verdict !== 'spent') return;
  const maxReceiveCount = budget.maxReceiveCount ?? 0;
  const highestSeen = budget.highestSeen ?? 0;
  const message =
    budget.verdict === 'refused'
      ? 'maxReceiveCount is 1: a look would use up the only delivery of each message.'
      : `${highestSeen} of ${maxReceiveCount} receives are used: a look would leave no delivery for the consumer.`;
  throw fail('RECEIVE_BUDGET', message, {
    resource: queueUrl,
    numbers: { maxReceiveCount, highestSeen, looksLeft: 0 },
  });
}
