import type { TopicSettings } from '../contract/topics.ts';
import { SNS } from './limits.ts';
import { loggedProtocols, readLogging } from './topic-logging.ts';
import { type Attributes, readNumber } from './attribute-texts.ts';

/**
 * Settings as SetTopicAttributes and CreateTopic take them, in the order in which they are best set: what cannot be
 * taken back comes last. Fields that `settings` leaves out are left out.
 *
 * What is removed becomes an empty text; an archive is switched off by `{}`, and a size goes back to AWS's default, since
 * AWS documents no other way for either. [SNS API SetTopicAttributes; SNS DG message-archiving-and-replay-topic-owner]
 */
export function toTopicAttributes(settings: TopicSettings): Record<string, string> {
  const { maximumMessageSize: size, archiveDays: days } = settings;
  const attributes: Record<string, string | undefined> = {
    DisplayName: orEmpty(settings.displayName),
    MaximumMessageSize: size === undefined ? undefined : String(size ?? SNS.messageSize.default),
    KmsMasterKeyId: orEmpty(settings.kmsKeyId),
    SignatureVersion: settings.signatureVersion,
    TracingConfig: settings.tracing,
    DeliveryPolicy: orEmpty(settings.deliveryPolicy),
    ContentBasedDeduplication: settings.contentBasedDeduplication?.toString(),
  };
  for (const protocol of loggedProtocols) {
    const logging = settings.logging?.[protocol];
    attributes[`${protocol}SuccessFeedbackRoleArn`] = orEmpty(logging?.successRole);
    attributes[`${protocol}SuccessFeedbackSampleRate`] = logging?.sampleRate?.toString();
    attributes[`${protocol}FailureFeedbackRoleArn`] = orEmpty(logging?.failureRole);
  }
  attributes.ArchivePolicy =
    days === undefined
      ? undefined
      : JSON.stringify(days === null ? {} : { MessageRetentionPeriod: `${days}` });
  attributes.FifoThroughputScope = settings.throughputScope;
  return Object.fromEntries(
    Object.entries(attributes).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}

const orEmpty = (value: string | null | undefined): string | undefined => (value === null ? '' : value);

/** A topic's attributes as settings: what an editor starts from, and what a clone copies. What is not set is null. */
export function toTopicSettings(attributes: Attributes): TopicSettings {
  const settings: TopicSettings = {
    displayName: attributes.DisplayName || null,
    maximumMessageSize: readNumber(attributes.MaximumMessageSize) ?? null,
    kmsKeyId: attributes.KmsMasterKeyId || null,
    signatureVersion: attributes.SignatureVersion === '2' ? '2' : '1',
    tracing: attributes.TracingConfig === 'Active' ? 'Active' : 'PassThrough',
    deliveryPolicy: attributes.DeliveryPolicy || null,
    logging: readLogging(attributes),
  };
  if (attributes.FifoTopic === 'true') {
    settings.contentBasedDeduplication = attributes.ContentBasedDeduplication === 'true';
    settings.throughputScope = attributes.FifoThroughputScope === 'MessageGroup' ? 'MessageGroup' : 'Topic';
    settings.archiveDays = readArchiveDays(attributes.ArchivePolicy);
  }
  return settings;
}

/** Days of an ArchivePolicy attribute, which AWS writes as text; null when there is no archive. */
export function readArchiveDays(policy: string | undefined): number | null {
  try {
    const { MessageRetentionPeriod: days } = JSON.parse(policy || '{}') as Record<string, unknown>;
    const count = Number(days);
    return days !== undefined && days !== '' && Number.isInteger(count) ? count : null;
  } catch {
    return null;
  }
}

/** What differs between two settings: the fields of `next` that are not as in `before`. */
export function changedTopicSettings(before: TopicSettings, next: TopicSettings): TopicSettings {
  const entries = Object.entries(next).filter(
    ([field, value]) =>
      value !== undefined &&
      JSON.stringify(value) !== JSON.stringify(before[field as keyof TopicSettings] ?? null),
  );
  return Object.fromEntries(entries) as TopicSettings;
}
