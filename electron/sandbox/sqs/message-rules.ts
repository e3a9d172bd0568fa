import type { NewMessage } from './new-message.ts';
import { attributesMd5 } from './digests.ts';
import { missingParameter } from './failures.ts';
import { type Input, optionalInteger, optionalMap, optionalText } from './input.ts';
import { parseMessageAttributes, parseTraceHeader } from './message-attributes.ts';
import type { Queue } from './model.ts';
import { checkMessage } from './check-message.ts';

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
