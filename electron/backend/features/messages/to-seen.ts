import type { Message } from '@aws-sdk/client-sqs';
import type { SeenMessage } from '../../../contract/messages.ts';
import {
  md5OfBody,
  md5OfMessageAttributes,
  messageSize,
  toMessageAttributes,
} from '../../../domain/message/index.ts';
import { toEpochMs, toNumber } from '../queues/attributes.ts';

/** A received message as the page sees it: without its receipt handle. */
export function toSeenMessage(message: Message, seenAt: number): SeenMessage {
  const body = message.Body ?? '';
  const attributes = toMessageAttributes(message.MessageAttributes ?? {});
  const system = Object.entries(message.Attributes ?? {}).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  return {
    messageId: message.MessageId ?? '',
    body,
    attributes,
    system: Object.fromEntries(system),
    size: messageSize(body, attributes),
    sentAt: toEpochMs(message.Attributes?.SentTimestamp),
    receiveCount: toNumber(message.Attributes?.ApproximateReceiveCount),
    seenAt,
  };
}

/** Whether the digests that came with a message fit its content; an absent digest says nothing. */
export function isIntact(message: Message): boolean {
  const { MD5OfBody: body, MD5OfMessageAttributes: attributes } = message;
  if (body && body !== md5OfBody(message.Body ?? '')) return false;
  return (
    !attributes || attributes === md5OfMessageAttributes(toMessageAttributes(message.MessageAttributes ?? {}))
  );
}
