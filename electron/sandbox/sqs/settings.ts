import { numbers } from './queue-attribute.ts';

/** The attributes that a queue can be given, as strings on the wire; numbers are parsed once. */
export interface QueueSettings {
  delaySeconds: number;
  maximumMessageSize: number;
  messageRetentionPeriod: number;
  receiveMessageWaitTimeSeconds: number;
  visibilityTimeout: number;
  redrive?: { deadLetterTargetArn: string; maxReceiveCount: number };
  contentBasedDeduplication: boolean;
  deduplicationScope: 'queue' | 'messageGroup';
  /** The access policy, parsed. */
  policy?: unknown;
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

function toRedrive(text: string): QueueSettings['redrive'] {
  const { deadLetterTargetArn, maxReceiveCount } = JSON.parse(text) as Record<string, unknown>;
  return { deadLetterTargetArn: String(deadLetterTargetArn), maxReceiveCount: Number(maxReceiveCount) };
}
