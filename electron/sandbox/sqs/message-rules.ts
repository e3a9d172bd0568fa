import { AwsError } from '../errors.ts';
import type { NewMessage } from './deliver.ts';
import { attributesMd5, messageSize } from './digests.ts';
import { invalidParameter, invalidValue, missingParameter } from './failures.ts';
import { optionalInteger, optionalMap, optionalText, type Input } from './input.ts';
import {
  codeOf,
  forbiddenCharacter,
  parseMessageAttributes,
  parseTraceHeader,
} from './message-attributes.ts';
import type { Queue } from './model.ts';

// Letters, digits and punctuation of ASCII; no space.
const FIFO_ID = /^[!-~]{1,128}$/;

/** Parameters of one message in SendMessage and in an entry of SendMessageBatch. */
export const MESSAGE_PARAMETERS = [
  'MessageBody',
  'DelaySeconds',
  'MessageAttributes',
  'MessageSystemAttributes',
  'MessageGroupId',
  'MessageDeduplicationId',
] as const;

/** Reads a message to be sent and holds it against the queue's rules. `inBatch` changes one error of AWS's. */
export function parseMessage(queue: Queue, input: Input, senderId: string, inBatch = false): NewMessage {
  const body = optionalText(input, 'MessageBody');
  if (!body) throw missingParameter('MessageBody');
  const message: NewMessage = {
    body,
    attributes: parseMessageAttributes(optionalMap(input, 'MessageAttributes')),
    traceHeader: parseTraceHeader(optionalMap(input, 'MessageSystemAttributes')),
    senderId,
    groupId: optionalText(input, 'MessageGroupId'),
    deduplicationId: optionalText(input, 'MessageDeduplicationId'),
    delaySeconds: optionalInteger(input, 'DelaySeconds', [0, 900], 'DelaySeconds must be >= 0 and <= 900.'),
  };
  checkMessage(queue, message, inBatch);
  return message;
}

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

/** The digests that an answer to a send carries. */
export function digestsOf(message: NewMessage): {
  MD5OfMessageAttributes?: string;
  MD5OfMessageSystemAttributes?: string;
} {
  const system = message.traceHeader;
  return {
    MD5OfMessageAttributes: attributesMd5(message.attributes ?? {}),
    MD5OfMessageSystemAttributes:
      system === undefined
        ? undefined
        : attributesMd5({ AWSTraceHeader: { DataType: 'String', StringValue: system } }),
  };
}

function checkId(parameter: string, id: string | undefined): void {
  if (id === undefined || FIFO_ID.test(id)) return;
  const reason = `${parameter} can only include alphanumeric and punctuation characters. 1 to 128 in length.`;
  throw invalidValue(id, parameter, reason);
}

function notForThisType(parameter: string, value: unknown): AwsError {
  return invalidValue(
    value,
    parameter,
    'The request include parameter that is not valid for this queue type.',
  );
}
