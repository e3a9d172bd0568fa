import { unknownAttribute } from './failures.ts';
import type { Queue } from './model.ts';
import { settle } from './settle.ts';

const COMPUTED: Record<string, (queue: Queue) => string> = {
  QueueArn: (queue) => queue.arn,
  ApproximateNumberOfMessages: (queue) => String(queue.visible),
  ApproximateNumberOfMessagesNotVisible: (queue) => String(queue.inFlight),
  ApproximateNumberOfMessagesDelayed: (queue) => String(queue.delayed),
  CreatedTimestamp: (queue) => String(Math.floor(queue.createdAt / 1000)),
  LastModifiedTimestamp: (queue) => String(Math.floor(queue.modifiedAt / 1000)),
};
const SETTABLE = new Set([
  'VisibilityTimeout',
  'MaximumMessageSize',
  'MessageRetentionPeriod',
  'DelaySeconds',
  'ReceiveMessageWaitTimeSeconds',
  'SqsManagedSseEnabled',
  'Policy',
  'RedrivePolicy',
  'RedriveAllowPolicy',
  'KmsMasterKeyId',
  'KmsDataKeyReusePeriodSeconds',
  'FifoQueue',
  'ContentBasedDeduplication',
  'DeduplicationScope',
  'FifoThroughputLimit',
]);

/** Whether SQS knows a queue attribute of this name. */
export function isQueueAttribute(name: string): boolean {
  return name === 'All' || Object.hasOwn(COMPUTED, name) || SETTABLE.has(name);
}

/** The attributes asked for, those without a value left out; `All` gives every one that has a value. */
export function readAttributes(queue: Queue, names: readonly string[], now: number): Record<string, string> {
  for (const name of names) if (!isQueueAttribute(name)) throw unknownAttribute(name);
  settle(queue, now);
  const wanted = names.includes('All') ? [...Object.keys(COMPUTED), ...SETTABLE] : names;
  const found: Record<string, string> = {};
  for (const name of wanted) {
    const value = COMPUTED[name]?.(queue) ?? queue.attributes[name];
    if (value !== undefined) found[name] = value;
  }
  return found;
}
