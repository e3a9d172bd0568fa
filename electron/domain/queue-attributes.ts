import type { QueueSettings } from '../contract/queues.ts';
import { NUMBER_SETTINGS, numberSettings } from './queue-settings.ts';
import { type Attributes, readNumber } from './attribute-texts.ts';

/**
 * Settings as SetQueueAttributes and CreateQueue take them. What is removed becomes an empty text; fields that
 * `settings` leaves out are left out.
 * @param current what the queue has now; `{}` for a new one. A KMS key is taken off only where there is one.
 */
export function toQueueAttributes(settings: QueueSettings, current: Attributes = {}): Record<string, string> {
  const { redrivePolicy, redriveAllowPolicy, encryption, policy } = settings;
  const attributes: Record<string, string | undefined> = {
    ContentBasedDeduplication: settings.contentBasedDeduplication?.toString(),
    DeduplicationScope: settings.deduplicationScope,
    FifoThroughputLimit: settings.throughputLimit,
    RedrivePolicy: orEmpty(redrivePolicy, ({ deadLetterTargetArn, maxReceiveCount }) =>
      JSON.stringify({ deadLetterTargetArn, maxReceiveCount }),
    ),
    RedriveAllowPolicy: orEmpty(redriveAllowPolicy, ({ permission, sources }) =>
      JSON.stringify({
        redrivePermission: permission,
        ...(permission === 'byQueue' ? { sourceQueueArns: sources } : {}),
      }),
    ),
    Policy: orEmpty(policy, (text) => text),
  };
  for (const field of numberSettings) attributes[NUMBER_SETTINGS[field]] = settings[field]?.toString();
  if (encryption?.kind === 'sse-kms') {
    // Naming a key turns SqsManagedSseEnabled off by itself; both in one call are refused.
    attributes.KmsMasterKeyId = encryption.keyId;
    attributes.KmsDataKeyReusePeriodSeconds = encryption.reusePeriod?.toString();
  } else if (encryption) {
    attributes.SqsManagedSseEnabled = String(encryption.kind === 'sse-sqs');
    if (current.KmsMasterKeyId) attributes.KmsMasterKeyId = '';
  }
  return Object.fromEntries(
    Object.entries(attributes).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}

const orEmpty = <Value>(
  value: Value | null | undefined,
  write: (value: Value) => string,
): string | undefined => (value === undefined ? undefined : value === null ? '' : write(value));

/** A queue's attributes as settings: what an editor starts from, and what a clone copies. The access policy stays out. */
export function toQueueSettings(attributes: Attributes): QueueSettings {
  const settings: QueueSettings = {
    redrivePolicy: readRedrivePolicy(attributes.RedrivePolicy),
    redriveAllowPolicy: readAllowPolicy(attributes.RedriveAllowPolicy),
    encryption: attributes.KmsMasterKeyId
      ? {
          kind: 'sse-kms',
          keyId: attributes.KmsMasterKeyId,
          reusePeriod: readNumber(attributes.KmsDataKeyReusePeriodSeconds),
        }
      : { kind: attributes.SqsManagedSseEnabled === 'true' ? 'sse-sqs' : 'none' },
  };
  for (const field of numberSettings) settings[field] = readNumber(attributes[NUMBER_SETTINGS[field]]);
  if (attributes.FifoQueue === 'true') {
    settings.contentBasedDeduplication = attributes.ContentBasedDeduplication === 'true';
    settings.deduplicationScope = attributes.DeduplicationScope === 'messageGroup' ? 'messageGroup' : 'queue';
    settings.throughputLimit =
      attributes.FifoThroughputLimit === 'perMessageGroupId' ? 'perMessageGroupId' : 'perQueue';
  }
  return settings;
}

/** What differs between two settings: the fields of `next` that are not as in `before`. */
export function changedSettings(before: QueueSettings, next: QueueSettings): QueueSettings {
  const entries = Object.entries(next).filter(
    ([field, value]) =>
      value !== undefined &&
      JSON.stringify(value) !== JSON.stringify(before[field as keyof QueueSettings] ?? null),
  );
  return Object.fromEntries(entries) as QueueSettings;
}

function readObject(text: string | undefined): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text ?? '');
    return typeof value === 'object' && value !== null ? { ...value } : null;
  } catch {
    return null;
  }
}

// AWS takes and returns maxReceiveCount as number or text.
function readRedrivePolicy(text: string | undefined): QueueSettings['redrivePolicy'] {
  const policy = readObject(text);
  const maxReceiveCount = Number(policy?.maxReceiveCount);
  if (typeof policy?.deadLetterTargetArn !== 'string' || !Number.isInteger(maxReceiveCount)) return null;
  return { deadLetterTargetArn: policy.deadLetterTargetArn, maxReceiveCount };
}

function readAllowPolicy(text: string | undefined): QueueSettings['redriveAllowPolicy'] {
  const { redrivePermission: permission, sourceQueueArns } = readObject(text) ?? {};
  if (permission !== 'allowAll' && permission !== 'denyAll' && permission !== 'byQueue') return null;
  const sources = Array.isArray(sourceQueueArns) ? sourceQueueArns.map(String) : [];
  return { permission, sources };
}
