import { QUEUE_ATTRIBUTE_RANGES, SQS } from '../../domain/limits.ts';
import { AwsError } from '../errors.ts';
import { parseQueuePolicy } from './access.ts';
import { invalidAttributeValue, unknownAttribute } from './failures.ts';

/** Attributes that take a whole number. */
export const numbers: Record<string, { min: number; max: number; default: number }> = QUEUE_ATTRIBUTE_RANGES;

const FIFO_ONLY = ['ContentBasedDeduplication', 'DeduplicationScope', 'FifoThroughputLimit'];

const CHOICES: Record<string, readonly string[]> = {
  SqsManagedSseEnabled: ['true', 'false'],
  ContentBasedDeduplication: ['true', 'false'],
  DeduplicationScope: ['queue', 'messageGroup'],
  FifoThroughputLimit: ['perQueue', 'perMessageGroupId'],
};

/** Attributes that take a text, which may be empty: that takes them away. */
export const TEXTS = ['Policy', 'RedrivePolicy', 'RedriveAllowPolicy', 'KmsMasterKeyId'];

/** Checks one attribute by itself; fails with AWS's error. */
export function checkAttribute(name: string, value: string, fifo: boolean): void {
  const range = Object.hasOwn(numbers, name) ? numbers[name] : undefined;
  if (range) {
    if (!/^\d+$/.test(value) || Number(value) < range.min || Number(value) > range.max)
      throw invalidAttributeValue(name);
    return;
  }
  if (name === 'FifoQueue') {
    if (!fifo) throw unknownAttribute(name);
    if (value !== 'true')
      throw new AwsError('InvalidAttributeValue', 'Modifying queue type is not supported.');
    return;
  }
  if (FIFO_ONLY.includes(name) && !fifo) {
    if (name === 'ContentBasedDeduplication') throw unknownAttribute(name);
    throw new AwsError(
      'InvalidAttributeName',
      `You can specify the ${name} only when FifoQueue is set to true.`,
    );
  }
  const choices = Object.hasOwn(CHOICES, name) ? CHOICES[name] : undefined;
  if (choices) {
    if (!choices.includes(value)) throw invalidAttributeValue(name);
    return;
  }
  if (!TEXTS.includes(name)) throw unknownAttribute(name);
  if (name === 'Policy' && value !== '') {
    if (Buffer.byteLength(value) > SQS.policySize) throw invalidAttributeValue(name);
    parseQueuePolicy(value);
  }
}
