import { parseArchivePolicy } from './archive-policy.ts';
import { parseTopicDeliveryPolicy } from './delivery-policy.ts';
import { DeliveryPolicyError } from './delivery-policy-json.ts';
import type { Topic } from './model.ts';
import { invalidParameter, type Wrong } from './refusals.ts';
import { checkMaximumSize, isNumber } from './maximum-size.ts';
import { checkPolicy } from './topic-policy.ts';
import { ANY_TOPIC, FIFO_ONLY } from './topic-attribute-names.ts';

/**
 * Checks one attribute of a topic. `prefix` is what AWS puts before the fault: `Attributes Reason: ` on CreateTopic,
 * nothing on SetTopicAttributes.
 */
export function checkTopicAttribute(topic: Topic, name: string, value: string, prefix = ''): void {
  const wrong = (what: string) => invalidParameter(`${prefix}${what}`);
  if (!ANY_TOPIC.includes(name) && !(topic.fifo && FIFO_ONLY.includes(name))) throw wrong('AttributeName');
  const oneOf = (...allowed: string[]): void => {
    if (!allowed.includes(value))
      throw wrong(`${name} Reason: Invalid value [${value}]. Must be ${allowed.join(' or ')}.`);
  };
  if (name === 'Policy') checkPolicy(topic, value, wrong);
  if (name === 'DeliveryPolicy') checkDeliveryPolicy(value, wrong);
  if (name === 'SignatureVersion') oneOf('1', '2');
  if (name === 'TracingConfig') oneOf('PassThrough', 'Active');
  if (name === 'ContentBasedDeduplication') oneOf('true', 'false');
  if (name === 'FifoThroughputScope') {
    oneOf('Topic', 'MessageGroup');
    if (value === 'Topic' && topic.attributes.get(name) === 'MessageGroup')
      throw wrong(`${name} Reason: cannot be changed from MessageGroup to Topic`);
  }
  if (name.endsWith('SampleRate') && !isNumber(value, 0, 100))
    throw wrong(`${name} Reason: must be between 0 and 100`);
  if (name === 'MaximumMessageSize') checkMaximumSize(topic, value, wrong);
  if (name === 'ArchivePolicy') parseArchivePolicy(value, prefix);
}

function checkDeliveryPolicy(value: string, wrong: Wrong): void {
  try {
    parseTopicDeliveryPolicy(value);
  } catch (error) {
    throw error instanceof DeliveryPolicyError ? wrong(`DeliveryPolicy: ${error.message}`) : error;
  }
}
