import type { Action } from '../../action.ts';
import { SQS } from '../../../domain/limits.ts';
import { missingParameter } from '../failures.ts';
import { findQueue } from '../find-queue.ts';
import { optionalInteger, requiredText, type Input } from '../input.ts';
import { changeVisibility } from '../visibility.ts';

/** ChangeMessageVisibility. */
export const changeMessageVisibility: Action = {
  name: 'ChangeMessageVisibility',
  parameters: ['QueueUrl', 'ReceiptHandle', 'VisibilityTimeout'],
  run(input, context) {
    const queue = findQueue(input, context, 'ChangeMessageVisibility');
    const handle = requiredText(input, 'ReceiptHandle');
    changeVisibility(context.world, queue, handle, visibilityOf(input));
    return {};
  },
};

/** VisibilityTimeout, in seconds; must be there. */
export function visibilityOf(input: Input): number {
  const seconds = optionalInteger(input, 'VisibilityTimeout', [0, SQS.visibilitySeconds]);
  if (seconds === undefined) throw missingParameter('VisibilityTimeout');
  return seconds;
}
