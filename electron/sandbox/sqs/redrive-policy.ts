import { SQS } from '../../domain/limits.ts';
import type { World } from '../world.ts';
import { findQueueByArn } from './queue-by-arn.ts';
import { invalidValue } from './failures.ts';
import type { Queue } from './model.ts';
import { letsIn, parseObject } from './redrive-allow-policy.ts';

/** Who a queue is, as far as its redrive policies are concerned. */
type Owner = Pick<Queue, 'account' | 'region' | 'arn' | 'fifo'>;

/**
 * Checks a RedrivePolicy that `source` shall get: both keys there, a count AWS takes, a target that exists in the same
 * account and region, is of the same type and lets this source in (RedriveAllowPolicy).
 */
export function checkRedrivePolicy(world: World, source: Owner, text: string): void {
  const refuse = (reason: string): Error => invalidValue(text, 'RedrivePolicy', reason);
  const policy = parseObject(text);
  if (!policy) throw refuse('Redrive policy is not a valid JSON map.');
  for (const name of ['deadLetterTargetArn', 'maxReceiveCount']) {
    if (policy[name] === undefined)
      throw refuse(`Redrive policy does not contain mandatory attribute: ${name}.`);
  }
  for (const name of Object.keys(policy)) {
    if (!['deadLetterTargetArn', 'maxReceiveCount'].includes(name)) {
      throw refuse('Only following attributes are supported: [deadLetterTargetArn, maxReceiveCount].');
    }
  }
  const given = policy['maxReceiveCount'];
  const count = typeof given === 'string' && /^\d+$/.test(given) ? Number(given) : given;
  if (typeof count !== 'number' || !Number.isInteger(count) || count < 1 || count > SQS.maxReceiveCount) {
    throw refuse(
      `Invalid value for maxReceiveCount: ${String(given)}, valid values are from 1 to ${SQS.maxReceiveCount} both inclusive.`,
    );
  }
  const arn = String(policy['deadLetterTargetArn']);
  const [, , service, region, account] = arn.split(':');
  if (service !== 'sqs' || region !== source.region || account !== source.account) {
    throw refuse('Invalid value for deadLetterTargetArn.');
  }
  const target = findQueueByArn(world, arn);
  if (!target) throw refuse('Dead letter target does not exist.');
  if (target.fifo !== source.fifo) {
    throw refuse(
      source.fifo
        ? 'Dead-letter queue of a FIFO queue must also be a FIFO queue.'
        : 'Dead-letter queue must be same type of queue as the source.',
    );
  }
  if (!letsIn(target, source.arn)) {
    throw refuse("The dead-letter queue's redrive allow policy does not allow this source queue.");
  }
}
