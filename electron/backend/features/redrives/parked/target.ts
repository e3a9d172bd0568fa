import type { RedriveDestination } from '../../../../contract/jobs.ts';
import type { Scope } from '../../../../contract/procedure.ts';
import { isFifoName } from '../../../../domain/arn.ts';
import { SNS, SQS } from '../../../../domain/limits.ts';
import { isFailure } from '../../../failures.ts';
import type { Services } from '../../../services.ts';
import { toNumber, toQueueSummary } from '../../queues/attributes.ts';
import { readAttributes } from '../../queues/describe.ts';
import { maximumOf } from '../../topics/detail.ts';
import { attributesIfKnown } from '../../topics/read.ts';

/** Where parked messages are to go, and what is known of it. */
export interface RestoreTarget {
  destination: Extract<RedriveDestination, { kind: 'queue' | 'topic' }>;
  fifo: boolean;
  /** False when its attributes may not be read: AWS's widest limits then stand in their place. */
  known: boolean;
  /** Bytes. */
  maximumSize: number;
  /** Seconds that it delays each message. */
  delay: number;
  /** Other queues name it as their dead-letter queue. */
  deadLetters: boolean;
}

/** Reads the target of a restore: URL of a queue or ARN of a topic. @throws NOT_FOUND, WRONG_REGION ... */
export async function readTarget(
  services: Services,
  scope: Scope,
  target: string,
  signal: AbortSignal,
): Promise<RestoreTarget> {
  const fifo = isFifoName(target);
  if (target.startsWith('arn:')) {
    const attributes = await attributesIfKnown(services, scope, target, signal);
    return {
      destination: { kind: 'topic', scope, topicArn: target },
      fifo,
      known: attributes !== null,
      maximumSize: attributes ? maximumOf(attributes) : SNS.messageSize.max,
      delay: 0,
      deadLetters: false,
    };
  }
  const destination = { kind: 'queue' as const, scope, queueUrl: target };
  try {
    const attributes = await readAttributes(services, scope, target, signal);
    const { delay } = toQueueSummary(target, scope.region, attributes, services.host.clock.now());
    return {
      destination,
      fifo,
      known: true,
      maximumSize: toNumber(attributes.MaximumMessageSize) ?? SQS.messageSize,
      delay: delay ?? 0,
      deadLetters: /"redrivePermission"\s*:\s*"byQueue"/.test(attributes.RedriveAllowPolicy ?? ''),
    };
  } catch (error) {
    // Who may only send cannot read it.
    if (!isFailure(error) || error.code !== 'ACCESS_DENIED') throw error;
    return { destination, fifo, known: false, maximumSize: SQS.messageSize, delay: 0, deadLetters: false };
  }
}
