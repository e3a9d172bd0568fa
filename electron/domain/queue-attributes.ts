import type { QueueSettings } from '../contract/queues.ts';
import { NUMBER_SETTINGS, numberSettings } from './queue-settings.ts';
import type { Attributes } from './attribute-texts.ts';

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
