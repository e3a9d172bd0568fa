import { AwsError } from '../errors.ts';
import type { NewMessage } from './new-message.ts';
import { messageSize } from './digests.ts';
import { invalidParameter, invalidValue, missingParameter } from './failures.ts';
import { codeOf, forbiddenCharacter } from './characters.ts';
import type { Queue } from './model.ts';
import { checkId } from './fifo-id.ts';

/** Holds a message against the rules of the queue that shall get it; throws the error SendMessage would give. */
export function checkMessage(queue: Queue, message: NewMessage, inBatch = false): void {
  const bad = forbiddenCharacter(message.body);
  if (bad !== undefined) {
    throw new AwsError(
      'InvalidMessageContents',
      `Invalid binary character '${codeOf(bad)}' was found in the message body, the set of allowed characters is #x9 | #xA | #xD | #x20 to #xD7FF | #xE000 to #xFFFD | #x10000 to #x10FFFF`,
    );
  }
  const limit = queue.settings.maximumMessageSize;
  if (messageSize(message.body, message.attributes ?? {}) > limit) {
    throw invalidParameter(
      `One or more parameters are invalid. Reason: Message must be shorter than ${limit} bytes.`,
    );
  }
  checkId('MessageGroupId', message.groupId);
  checkId('MessageDeduplicationId', message.deduplicationId);
  if (!queue.fifo) {
    if (message.deduplicationId !== undefined)
      throw notForThisType('MessageDeduplicationId', message.deduplicationId);
    return;
  }
  if (message.groupId === undefined) {
    const missing = missingParameter('MessageGroupId');
    throw inBatch ? invalidParameter(missing.message) : missing;
  }
  // An explicit 0 is accepted; any other delay is the queue's to say.
  if (message.delaySeconds) throw notForThisType('DelaySeconds', message.delaySeconds);
  if (message.deduplicationId === undefined && !queue.settings.contentBasedDeduplication) {
    throw invalidParameter(
      'The queue should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly',
    );
  }
}

function notForThisType(parameter: string, value: unknown): AwsError {
  return invalidValue(
    value,
    parameter,
    'The request include parameter that is not valid for this queue type.',
  );
}
