import type { TopicSettings } from '../contract/topics.ts';
import { isFifoName, isTopicName, parseArn } from './arn.ts';
import { FIFO_SUFFIX, SNS } from './limits.ts';
import type { SettingFault } from './setting-fault.ts';

/** Why settings or a name of a topic would be refused. */
export type TopicFault = SettingFault<
  'range' | 'name' | 'suffix' | 'fifoOnly' | 'oneWay' | 'key' | 'json' | 'role'
>;

function outOf(field: string, value: number, { min, max }: { min: number; max: number }): TopicFault[] {
  if (Number.isInteger(value) && value >= min && value <= max) return [];
  return [{ field, reason: 'range', min, max, message: `takes a whole number from ${min} to ${max}` }];
}

/** What speaks against a topic's name; FIFO topics end in `.fifo`, others must not. [SNS API CreateTopic] */
export function checkTopicName(name: string, fifo: boolean, field = 'name'): TopicFault[] {
  const [min, max] = [1, SNS.topicNameLength];
  if (!isTopicName(name))
    return [{ field, reason: 'name', min, max, message: `takes ${min} to ${max} of A-Z, a-z, 0-9, - and _` }];
  if (isFifoName(name) === fifo) return [];
  const when = fifo ? 'on a FIFO topic' : 'on FIFO topics only';
  return [{ field, reason: 'suffix', message: `ends in ${FIFO_SUFFIX} ${when}` }];
}

/**
 * What speaks against settings of a topic, as far as it can be known without asking AWS.
 * @param fifo the type of the topic
 * @param current settings that the topic has
 */
export function checkTopicSettings(
  settings: TopicSettings,
  fifo: boolean,
  current: TopicSettings = {},
): TopicFault[] {
  const faults: TopicFault[] = [];
  const { maximumMessageSize, kmsKeyId, deliveryPolicy, archiveDays, throughputScope } = settings;
  if (maximumMessageSize != null)
    faults.push(...outOf('maximumMessageSize', maximumMessageSize, SNS.messageSize));
  if (kmsKeyId != null && !/^\S+$/.test(kmsKeyId))
    faults.push({ field: 'kmsKeyId', reason: 'key', message: 'names the KMS key' });
  if (deliveryPolicy != null && !isObject(deliveryPolicy))
    faults.push({ field: 'deliveryPolicy', reason: 'json', message: 'is no valid JSON object' });
  for (const [protocol, logging] of Object.entries(settings.logging ?? {})) {
    const field = `logging.${protocol}`;
    for (const role of ['successRole', 'failureRole'] as const) {
      const arn = logging[role];
      if (arn != null && !isRole(arn))
        faults.push({ field: `${field}.${role}`, reason: 'role', message: 'takes the ARN of an IAM role' });
    }
    if (logging.sampleRate !== undefined)
      faults.push(...outOf(`${field}.sampleRate`, logging.sampleRate, SNS.loggedPercent));
  }
  for (const field of ['contentBasedDeduplication', 'throughputScope', 'archiveDays'] as const) {
    if (settings[field] != null && !fifo)
      faults.push({ field, reason: 'fifoOnly', message: 'can be set on a FIFO topic only' });
  }
  if (throughputScope === 'Topic' && current.throughputScope === 'MessageGroup')
    faults.push({
      field: 'throughputScope',
      reason: 'oneWay',
      message: 'stays MessageGroup once it was set',
    });
  if (archiveDays != null) faults.push(...outOf('archiveDays', archiveDays, SNS.archiveDays));
  return faults;
}

function isRole(text: string): boolean {
  const arn = parseArn(text);
  return arn?.service === 'iam' && arn.resource.startsWith('role/');
}

function isObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}
