import type { Message } from '@aws-sdk/client-sqs';
import { messageSize, toMessageAttributes } from '../../../domain/message/index.ts';
import { isIntact } from '../../features/messages/to-seen.ts';
import { toEpochMs, toNumber } from '../../features/queues/attributes.ts';
import type { Received } from './model.ts';

/** A received message; none when it cannot be told, held, or trusted: that one comes back by itself. */
export function toReceived(message: Message): Received[] {
  const { MessageId: id, ReceiptHandle: handle, Attributes: system = {} } = message;
  if (!id || !handle || !isIntact(message)) return [];
  const body = message.Body ?? '';
  const attributes = toMessageAttributes(message.MessageAttributes ?? {});
  return [
    {
      id,
      handle,
      content: {
        body,
        attributes,
        groupId: system.MessageGroupId || null,
        traceHeader: system.AWSTraceHeader || null,
      },
      sourceArn: system.DeadLetterQueueSourceArn || null,
      system,
      sequence: system.SequenceNumber || null,
      deduplicationId: system.MessageDeduplicationId || null,
      sentAt: toEpochMs(system.SentTimestamp),
      receiveCount: toNumber(system.ApproximateReceiveCount),
      size: messageSize(body, attributes),
    },
  ];
}
