import { SQS } from '../../domain/limits.ts';
import type { World } from '../world.ts';
import { findQueueByArn } from './deliver.ts';
import { invalidValue } from './failures.ts';
import type { Queue } from './model.ts';

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

/** Checks a RedriveAllowPolicy. */
export function checkRedriveAllowPolicy(text: string): void {
  const refuse = (reason: string): Error => invalidValue(text, 'RedriveAllowPolicy', reason);
  const policy = parseObject(text);
  if (!policy) throw refuse('Redrive allow policy is not a valid JSON map.');
  const { redrivePermission, sourceQueueArns } = policy;
  if (redrivePermission === undefined) {
    throw refuse(
      "Amazon SQS can't create the redrive allow policy, as it's missing the attribute redrivePermission.",
    );
  }
  if (!['allowAll', 'denyAll', 'byQueue'].includes(String(redrivePermission))) {
    throw refuse(
      "Amazon SQS can't create the redrive allow policy. Permitted values are allowAll, denyAll and byQueue.",
    );
  }
  if (redrivePermission !== 'byQueue') {
    if (sourceQueueArns !== undefined) throw refuse('sourceQueueArns is only permitted with byQueue.');
    return;
  }
  if (!Array.isArray(sourceQueueArns) || sourceQueueArns.length === 0 || !sourceQueueArns.every(isQueueArn))
    throw refuse('sourceQueueArns must be a list of queue ARNs.');
  if (sourceQueueArns.length > SQS.redriveAllowSources) {
    throw refuse(`sourceQueueArns can have ${SQS.redriveAllowSources} queue ARNs at most.`);
  }
}

/** The queues that name this ARN as their dead-letter queue, by name. */
export function deadLetterSources(world: World, target: Pick<Queue, 'account' | 'region' | 'arn'>): Queue[] {
  const { queues } = world.realm(target.account, target.region).sqs;
  return [...queues.values()]
    .filter((queue) => queue.settings.redrive?.deadLetterTargetArn === target.arn)
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

function letsIn(target: Queue, sourceArn: string): boolean {
  const policy = parseObject(target.attributes['RedriveAllowPolicy'] ?? '{}');
  if (policy?.['redrivePermission'] === 'denyAll') return false;
  if (policy?.['redrivePermission'] !== 'byQueue') return true;
  return Array.isArray(policy['sourceQueueArns']) && policy['sourceQueueArns'].includes(sourceArn);
}

function isQueueArn(value: unknown): boolean {
  return typeof value === 'string' && /^arn:[a-z-]+:sqs:[a-z0-9-]+:\d{12}:[A-Za-z0-9_.-]+$/.test(value);
}

function parseObject(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined;
  } catch {
    return undefined;
  }
}
