import type { QueueSettings } from '../contract/queues.ts';
import { NUMBER_SETTINGS, numberSettings } from './queue-settings.ts';
import { type Attributes, readNumber } from './attribute-texts.ts';

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
