import { QUEUE_ATTRIBUTE_RANGES, SQS } from '../../domain/limits.ts';
import { AwsError } from '../errors.ts';
import { parseQueuePolicy } from './access.ts';
import { invalidAttributeValue, unknownAttribute } from './failures.ts';
import type { QueueSettings } from './model.ts';

/** Attributes that take a whole number. */
const numbers: Record<string, { min: number; max: number; default: number }> = QUEUE_ATTRIBUTE_RANGES;

const FIFO_ONLY = ['ContentBasedDeduplication', 'DeduplicationScope', 'FifoThroughputLimit'];
const CHOICES: Record<string, readonly string[]> = {
  SqsManagedSseEnabled: ['true', 'false'],
  ContentBasedDeduplication: ['true', 'false'],
  DeduplicationScope: ['queue', 'messageGroup'],
  FifoThroughputLimit: ['perQueue', 'perMessageGroupId'],
};
const TEXTS = ['Policy', 'RedrivePolicy', 'RedriveAllowPolicy', 'KmsMasterKeyId'];

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

/** The attributes as the hot path reads them. */
export function toSettings(attributes: Record<string, string>): QueueSettings {
  const number = (name: string): number => Number(attributes[name] ?? numbers[name]?.default);
  const redrive = attributes['RedrivePolicy'];
  const policy = attributes['Policy'];
  return {
    delaySeconds: number('DelaySeconds'),
    maximumMessageSize: number('MaximumMessageSize'),
    messageRetentionPeriod: number('MessageRetentionPeriod'),
    receiveMessageWaitTimeSeconds: number('ReceiveMessageWaitTimeSeconds'),
    visibilityTimeout: number('VisibilityTimeout'),
    redrive: redrive === undefined ? undefined : toRedrive(redrive),
    contentBasedDeduplication: attributes['ContentBasedDeduplication'] === 'true',
    deduplicationScope: attributes['DeduplicationScope'] === 'messageGroup' ? 'messageGroup' : 'queue',
    policy: policy === undefined ? undefined : JSON.parse(policy),
  };
}

function checkAttribute(name: string, value: string, fifo: boolean): void {
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

/** SSE-SQS and SSE-KMS exclude each other: naming a key turns the first off; asking for both is refused. */
function settleEncryption(merged: Record<string, string>, given: Record<string, string>): void {
  const both = given['KmsMasterKeyId'] && given['SqsManagedSseEnabled'] === 'true';
  if (both) {
    throw new AwsError(
      'InvalidAttributeName',
      'You can use one type of server-side encryption (SSE) at one time. You can either enable KMS SSE or SQS SSE.',
    );
  }
  if (given['KmsMasterKeyId']) merged['SqsManagedSseEnabled'] = 'false';
  if (given['SqsManagedSseEnabled'] === 'true') delete merged['KmsMasterKeyId'];
  if (merged['KmsMasterKeyId'] === undefined) delete merged['KmsDataKeyReusePeriodSeconds'];
  else
    merged['KmsDataKeyReusePeriodSeconds'] ??= String(
      QUEUE_ATTRIBUTE_RANGES.KmsDataKeyReusePeriodSeconds.default,
    );
}

function toRedrive(text: string): QueueSettings['redrive'] {
  const { deadLetterTargetArn, maxReceiveCount } = JSON.parse(text) as Record<string, unknown>;
  return { deadLetterTargetArn: String(deadLetterTargetArn), maxReceiveCount: Number(maxReceiveCount) };
}
