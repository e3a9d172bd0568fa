import type { QueueSettings } from '../contract/queues.ts';
import { isFifoName, isQueueName, queueNameOfArn } from './arn.ts';
import { FIFO_SUFFIX, QUEUE_ATTRIBUTE_RANGES, SQS } from './limits.ts';
import type { SettingFault } from './setting-fault.ts';

/** AWS's names of the settings that take a whole number. */
export const NUMBER_SETTINGS = {
  visibilityTimeout: 'VisibilityTimeout',
  retentionPeriod: 'MessageRetentionPeriod',
  delay: 'DelaySeconds',
  maximumMessageSize: 'MaximumMessageSize',
  receiveWait: 'ReceiveMessageWaitTimeSeconds',
} as const satisfies Partial<Record<keyof QueueSettings, keyof typeof QUEUE_ATTRIBUTE_RANGES>>;

/** A setting that takes a whole number. */
export type NumberSetting = keyof typeof NUMBER_SETTINGS;

/** All settings that take a whole number. */
export const numberSettings = Object.keys(NUMBER_SETTINGS) as NumberSetting[];

/** Why settings or a name would be refused. */
export type QueueFault = SettingFault<
  | 'range'
  | 'name'
  | 'suffix'
  | 'fifoOnly'
  | 'throughput'
  | 'key'
  | 'target'
  | 'type'
  | 'sources'
  | 'json'
  | 'long'
>;

const fault = (
  field: string,
  reason: QueueFault['reason'],
  message: string,
  limits: { min?: number; max?: number } = {},
): QueueFault => ({ field, reason, message, ...limits });

function outOf(field: string, value: number, { min, max }: { min: number; max: number }): QueueFault[] {
  if (Number.isInteger(value) && value >= min && value <= max) return [];
  return [fault(field, 'range', `takes a whole number from ${min} to ${max}`, { min, max })];
}

/** What speaks against a queue's name; FIFO queues end in `.fifo`, others must not. [SQS API CreateQueue] */
export function checkQueueName(name: string, fifo: boolean, field = 'name'): QueueFault[] {
  if (!isQueueName(name))
    return [
      fault(field, 'name', 'takes 1 to 80 of A-Z, a-z, 0-9, - and _', { min: 1, max: SQS.queueNameLength }),
    ];
  if (isFifoName(name) === fifo) return [];
  return [
    fault(
      field,
      'suffix',
      fifo ? `ends in ${FIFO_SUFFIX} on a FIFO queue` : `ends in ${FIFO_SUFFIX} on FIFO queues only`,
    ),
  ];
}

/**
 * What speaks against settings, as far as it can be known without asking AWS.
 * @param fifo the type of the queue
 * @param current settings that stay when `settings` does not name them
 */
export function checkQueueSettings(
  settings: QueueSettings,
  fifo: boolean,
  current: QueueSettings = {},
): QueueFault[] {
  const faults: QueueFault[] = [];
  for (const field of numberSettings) {
    const value = settings[field];
    if (value !== undefined)
      faults.push(...outOf(field, value, QUEUE_ATTRIBUTE_RANGES[NUMBER_SETTINGS[field]]));
  }
  for (const field of ['contentBasedDeduplication', 'deduplicationScope', 'throughputLimit'] as const) {
    if (settings[field] !== undefined && !fifo)
      faults.push(fault(field, 'fifoOnly', 'can be set on a FIFO queue only'));
  }
  const limit = settings.throughputLimit ?? current.throughputLimit;
  const dedup = settings.deduplicationScope ?? current.deduplicationScope;
  if (fifo && limit === 'perMessageGroupId' && dedup !== 'messageGroup') {
    const message = 'takes perMessageGroupId only when deduplicationScope is messageGroup';
    faults.push(fault('throughputLimit', 'throughput', message));
  }
  const { encryption, redrivePolicy, redriveAllowPolicy, policy } = settings;
  if (encryption?.kind === 'sse-kms') {
    if (!encryption.keyId) faults.push(fault('encryption.keyId', 'key', 'names the KMS key'));
    if (encryption.reusePeriod !== undefined) {
      const range = QUEUE_ATTRIBUTE_RANGES.KmsDataKeyReusePeriodSeconds;
      faults.push(...outOf('encryption.reusePeriod', encryption.reusePeriod, range));
    }
  }
  if (redrivePolicy) {
    faults.push(
      ...outOf('redrivePolicy.maxReceiveCount', redrivePolicy.maxReceiveCount, {
        min: 1,
        max: SQS.maxReceiveCount,
      }),
    );
    const target = queueNameOfArn(redrivePolicy.deadLetterTargetArn);
    const field = 'redrivePolicy.deadLetterTargetArn';
    if (target === null) faults.push(fault(field, 'target', 'takes the ARN of a queue'));
    else if (isFifoName(target) !== fifo)
      faults.push(fault(field, 'type', 'takes a queue of the same type (standard or FIFO)'));
  }
  if (redriveAllowPolicy) {
    const { permission, sources } = redriveAllowPolicy;
    const most = SQS.redriveAllowSources;
    const wrong = sources.some((source) => queueNameOfArn(source) === null);
    const amount =
      permission === 'byQueue' ? sources.length < 1 || sources.length > most : sources.length > 0;
    if (wrong || amount)
      faults.push(
        fault(
          'redriveAllowPolicy.sources',
          'sources',
          `takes 1 to ${most} ARNs of queues, with byQueue only`,
          {
            min: 1,
            max: most,
          },
        ),
      );
  }
  if (policy) {
    if (new TextEncoder().encode(policy).length > SQS.policySize)
      faults.push(fault('policy', 'long', `takes ${SQS.policySize} bytes`, { max: SQS.policySize }));
    else if (!isJson(policy)) faults.push(fault('policy', 'json', 'is no valid JSON'));
  }
  return faults;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
