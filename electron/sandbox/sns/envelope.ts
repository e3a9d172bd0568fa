import type { Topic } from './model.ts';
import type { Subscription } from './subscription-model.ts';
import type { Notification } from './message-model.ts';
import { type EnvelopeType, sign, SIGNING_KEY_PATH } from './signature.ts';

/** The text for one protocol: its own where the publisher gave one. */
export function bodyFor(protocol: string, { body, bodies }: Notification): string {
  return bodies !== undefined && Object.hasOwn(bodies, protocol) ? (bodies[protocol] ?? body) : body;
}

/**
 * The envelope around a message that is not delivered raw, its fields in AWS's order. Envelopes of FIFO topics carry
 * the sequence number and no signature. [SNS DG sns-message-and-json-formats]
 */
export function toEnvelope(topic: Topic, subscription: Subscription, notification: Notification): string {
  const Timestamp = new Date(notification.publishedAt).toISOString();
  const fields = {
    Type: 'Notification',
    MessageId: notification.messageId,
    SequenceNumber: notification.sequenceNumber,
    TopicArn: topic.arn,
    Subject: notification.subject,
    Message: bodyFor(subscription.protocol, notification),
    Timestamp,
  };
  const attributes = attributesFor(notification);
  return JSON.stringify({
    ...fields,
    ...(!topic.fifo && signature(topic, 'Notification', fields, notification.baseUrl)),
    UnsubscribeURL: `${notification.baseUrl}/?Action=Unsubscribe&SubscriptionArn=${subscription.arn}`,
    MessageAttributes: Object.keys(attributes).length > 0 ? attributes : undefined,
    Replayed: notification.replayed || undefined,
  });
}

/** Attributes go out only with messages that have one text for all protocols. [SNS DG sns-message-attributes] */
export function attributesFor({ attributes, bodies }: Notification): Notification['attributes'] {
  return bodies === undefined ? attributes : {};
}

/** The signature of an envelope, its version, and where the certificate stands by which it can be checked. */
export function signature(
  topic: Topic,
  type: EnvelopeType,
  fields: Record<string, unknown>,
  baseUrl: string,
) {
  const version = topic.attributes.get('SignatureVersion') === '2' ? '2' : '1';
  return {
    SignatureVersion: version,
    Signature: sign(type, fields, version),
    SigningCertURL: `${baseUrl}${SIGNING_KEY_PATH}`,
  };
}
