import { FIFO_SUFFIX } from './limits.ts';
import { partitionOf } from './regions.ts';

/** The six parts of an ARN; `resource` is everything after the fifth colon, further colons included. */
export interface Arn {
  partition: string;
  service: string;
  region: string;
  account: string;
  resource: string;
}

/** Reads an ARN; null when the text is none. Empty region and account are kept as '' (S3 ARNs have neither). */
export function parseArn(text: string): Arn | null {
  const parts = text.split(':');
  if (parts.length < 6 || parts[0] !== 'arn') return null;
  const [, partition = '', service = '', region = '', account = ''] = parts;
  const resource = parts.slice(5).join(':');
  if (!partition || !service || !resource) return null;
  return { partition, service, region, account, resource };
}

/** Writes an ARN from its parts; the inverse of {@link parseArn}. */
export function toArn(arn: Arn): string {
  return ['arn', arn.partition, arn.service, arn.region, arn.account, arn.resource].join(':');
}

/** The ARN of an SQS queue; the partition follows from the region. */
export function queueArn(region: string, account: string, name: string): string {
  return toArn({ partition: partitionOf(region).id, service: 'sqs', region, account, resource: name });
}

/** The ARN of an SNS topic; the partition follows from the region. */
export function topicArn(region: string, account: string, name: string): string {
  return toArn({ partition: partitionOf(region).id, service: 'sns', region, account, resource: name });
}

/** The ARN of a subscription: its topic's ARN and an id (a UUID on AWS). */
export function subscriptionArn(topic: string, id: string): string {
  return `${topic}:${id}`;
}

/** Name of the queue that an SQS ARN names; null when it names none. */
export function queueNameOfArn(text: string): string | null {
  const arn = parseArn(text);
  return arn?.service === 'sqs' && !arn.resource.includes(':') ? arn.resource : null;
}

/** Name of the topic that a topic's or a subscription's ARN names; null when it names none. */
export function topicNameOfArn(text: string): string | null {
  const arn = parseArn(text);
  return arn?.service === 'sns' ? (arn.resource.split(':')[0] ?? null) : null;
}

/** The topic's ARN inside a subscription's ARN; null when the text is no subscription ARN. */
export function topicArnOfSubscription(text: string): string | null {
  const arn = parseArn(text);
  if (arn?.service !== 'sns') return null;
  const [name, id, ...rest] = arn.resource.split(':');
  return name && id && rest.length === 0 ? toArn({ ...arn, resource: name }) : null;
}

/** Does this queue or topic name, ARN or URL belong to a FIFO resource? AWS decides by the suffix alone. */
export function isFifoName(nameOrArnOrUrl: string): boolean {
  return nameOrArnOrUrl.endsWith(FIFO_SUFFIX);
}

/** May a queue be called this? 1 to 80 of `[A-Za-z0-9_-]`, where `.fifo` counts. [SQS API CreateQueue] */
export function isQueueName(name: string): boolean {
  return name.length <= 80 && /^[A-Za-z0-9_-]+(\.fifo)?$/.test(name);
}

/** May a topic be called this? 1 to 256 of `[A-Za-z0-9_-]`, where `.fifo` counts. [SNS API CreateTopic] */
export function isTopicName(name: string): boolean {
  return name.length <= 256 && /^[A-Za-z0-9_-]+(\.fifo)?$/.test(name);
}

/** A queue URL's last part: the queue's name. URLs are otherwise opaque. */
export function queueNameOfUrl(url: string): string {
  return url.slice(url.lastIndexOf('/') + 1);
}

/** An account id: twelve digits. */
export function isAccountId(text: string): boolean {
  return /^\d{12}$/.test(text);
}
