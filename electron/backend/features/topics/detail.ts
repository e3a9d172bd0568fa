import type { TopicRef, TopicSummary } from '../../../contract/topics.ts';
import { isFifoName, parseArn } from '../../../domain/arn.ts';
import { SNS } from '../../../domain/limits.ts';
import { readArchiveDays } from '../../../domain/topic-attributes.ts';
import { toNumber } from '../queues/attributes.ts';

/** An ARN taken apart. */
export function toTopicRef(arn: string): TopicRef {
  return { arn, name: parseArn(arn)?.resource ?? arn, fifo: isFifoName(arn) };
}

/** Topic attributes as an endpoint returned them. */
export type Attributes = Readonly<Record<string, string | undefined>>;

/** The largest message a topic takes, in bytes; the default where the endpoint does not know the attribute. */
export function maximumOf(attributes: Attributes): number {
  return toNumber(attributes.MaximumMessageSize) ?? SNS.messageSize.default;
}

/** What GetTopicAttributes says, as the page takes it; what is absent or odd becomes null or empty. */
export function toTopicSummary(arn: string, attributes: Attributes): TopicSummary {
  const known = Object.entries(attributes).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  const ref = toTopicRef(arn);
  return {
    ...ref,
    account: attributes.Owner || (parseArn(arn)?.account ?? ''),
    displayName: attributes.DisplayName ?? '',
    subscriptionsConfirmed: toNumber(attributes.SubscriptionsConfirmed),
    subscriptionsPending: toNumber(attributes.SubscriptionsPending),
    kmsKeyId: attributes.KmsMasterKeyId || null,
    contentBasedDeduplication: attributes.ContentBasedDeduplication === 'true',
    throughputScope: !ref.fifo
      ? null
      : attributes.FifoThroughputScope === 'MessageGroup'
        ? 'MessageGroup'
        : 'Topic',
    archiveDays: readArchiveDays(attributes.ArchivePolicy),
    maximumMessageSize: maximumOf(attributes),
    attributes: Object.fromEntries(known),
  };
}
