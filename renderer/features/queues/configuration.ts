import type { Format } from '../../ui/format.ts';

/** The groups in which a queue's attributes are shown; what AWS adds later stands under the others. */
export const attributeGroups = {
  delivery: [
    'VisibilityTimeout',
    'ReceiveMessageWaitTimeSeconds',
    'DelaySeconds',
    'MessageRetentionPeriod',
    'MaximumMessageSize',
    'FifoQueue',
    'ContentBasedDeduplication',
    'DeduplicationScope',
    'FifoThroughputLimit',
  ],
  deadLetters: ['RedrivePolicy', 'RedriveAllowPolicy'],
  encryption: ['SqsManagedSseEnabled', 'KmsMasterKeyId', 'KmsDataKeyReusePeriodSeconds'],
  counts: [
    'ApproximateNumberOfMessages',
    'ApproximateNumberOfMessagesNotVisible',
    'ApproximateNumberOfMessagesDelayed',
  ],
  identity: ['QueueArn', 'CreatedTimestamp', 'LastModifiedTimestamp'],
} as const;

export type AttributeGroup = keyof typeof attributeGroups;
export type KnownAttribute = (typeof attributeGroups)[AttributeGroup][number];

const known: ReadonlySet<string> = new Set(Object.values(attributeGroups).flat());
export const isKnownAttribute = (name: string): name is KnownAttribute => known.has(name);

const seconds = new Set([
  'VisibilityTimeout',
  'ReceiveMessageWaitTimeSeconds',
  'DelaySeconds',
  'MessageRetentionPeriod',
  'KmsDataKeyReusePeriodSeconds',
]);
const moments = new Set(['CreatedTimestamp', 'LastModifiedTimestamp']);

/** An attribute's value with its unit; booleans and unknown ones stay as AWS wrote them. */
export function toAttributeWords(name: string, value: string, format: Format): string {
  if (!/^\d+$/.test(value)) return value;
  if (seconds.has(name)) return format.duration(Number(value));
  if (moments.has(name)) return format.exact(Number(value) * 1000);
  if (name === 'MaximumMessageSize') return format.bytes(Number(value));
  return name.startsWith('Approximate') ? format.number(Number(value)) : value;
}
