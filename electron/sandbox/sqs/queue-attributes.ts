import { AwsError } from '../errors.ts';
import { checkAttribute, numbers, TEXTS } from './queue-attribute.ts';
import { settleEncryption } from './encryption.ts';

/** What a new queue has before anything is set. */
export function defaultAttributes(fifo: boolean): Record<string, string> {
  const attributes: Record<string, string> = { SqsManagedSseEnabled: 'true' };
  for (const [name, range] of Object.entries(numbers)) {
    if (name !== 'KmsDataKeyReusePeriodSeconds') attributes[name] = String(range.default);
  }
  if (!fifo) return attributes;
  return {
    ...attributes,
    FifoQueue: 'true',
    ContentBasedDeduplication: 'false',
    DeduplicationScope: 'queue',
    FifoThroughputLimit: 'perQueue',
  };
}

/**
 * The attributes after `given` is set on them; fails with AWS's error on unknown names, wrong values and impossible
 * combinations. An empty text removes Policy, RedrivePolicy, RedriveAllowPolicy and KmsMasterKeyId.
 */
export function mergeAttributes(
  current: Record<string, string>,
  given: Record<string, string>,
  fifo: boolean,
): Record<string, string> {
  const merged = { ...current };
  for (const [name, value] of Object.entries(given)) {
    checkAttribute(name, value, fifo);
    if (value === '' && TEXTS.includes(name)) delete merged[name];
    else merged[name] = TEXTS.includes(name) || !(name in numbers) ? value : String(Number(value));
  }
  settleEncryption(merged, given);
  if (
    merged['FifoThroughputLimit'] === 'perMessageGroupId' &&
    merged['DeduplicationScope'] !== 'messageGroup'
  ) {
    throw new AwsError(
      'InvalidAttributeValue',
      'The perMessageGroupId value of FifoThroughputLimit is allowed only when DeduplicationScope is set to messageGroup.',
    );
  }
  return merged;
}
