import type { ActionContext } from '../action.ts';
import { AwsError } from '../errors.ts';
import { requireAccess } from './access.ts';
import { queueDoesNotExist } from './failures.ts';
import { requiredText, type Input } from './input.ts';
import type { Queue } from './model.ts';

/** The queue that QueueUrl names, in the caller's region; fails unless the caller may do `action` on it. */
export function findQueue(input: Input, context: ActionContext, action: string): Queue {
  const url = requiredText(input, 'QueueUrl');
  const { account, name } = parseQueueUrl(url);
  const queue = context.world.realm(account, context.caller.region).sqs.queues.get(name);
  if (!queue) throw queueDoesNotExist();
  requireAccess(queue, context.caller, action);
  return queue;
}

/** URL of a queue, as the client addressed the endpoint. */
export function queueUrl(
  queue: Pick<Queue, 'account' | 'name'>,
  context: Pick<ActionContext, 'baseUrl'>,
): string {
  return `${context.baseUrl}/${queue.account}/${queue.name}`;
}

function parseQueueUrl(url: string): { account: string; name: string } {
  // Whatever the host: AWS's own URLs and those of another port name the same queue.
  const [, account, name] = /^(?:[a-z]+:\/\/[^/]+)?\/?(\d{12})\/([^/?#]+)\/?$/i.exec(url) ?? [];
  if (account && name) return { account, name };
  throw new AwsError('InvalidAddress', `The address ${url} is not valid for this endpoint.`, { status: 404 });
}
