import type { Message } from '@aws-sdk/client-sqs';
import { messageSize, toMessageAttributes } from '../../../domain/message/index.ts';
import { md5 } from '../../digests.ts';
import { toEpochMs, toNumber } from '../../features/queues/attributes.ts';
import type { Received } from './model.ts';

/** A received message; none when it cannot be told, held, or trusted: that one comes back by itself. */
export function toReceived(message: Message): Received[] {
  const { MessageId: id, ReceiptHandle: handle, Attributes: system = {} } = message;
  const body = message.Body ?? '';
  const attributes = toMessageAttributes(message.MessageAttributes ?? {});
  const { MD5OfBody, MD5OfMessageAttributes } = message;
  if (!id || !handle || (MD5OfBody && MD5OfBody !== md5.body(body))) return [];
  // A digest that is absent says nothing.
  if (MD5OfMessageAttributes && MD5OfMessageAttributes !== md5.attributes(attributes)) return [];
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
