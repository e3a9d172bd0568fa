import type { ActionContext } from '../action.ts';
import { accessDenied } from './access.ts';
import { findQueueByArn } from './queue-by-arn.ts';
import { invalidParameter, resourceNotFound } from './failures.ts';
import { requiredText, type Input } from './input.ts';
import type { Queue } from './model.ts';

/** The queue that SourceArn names: the caller's own, in the caller's region. */
export function findSource(input: Input, { caller, world }: ActionContext, action: string): Queue {
  const arn = requiredText(input, 'SourceArn');
  const [prefix, , service, region, account, name] = arn.split(':');
  if (prefix !== 'arn' || service !== 'sqs' || !region || !account || !name) {
    throw invalidParameter(
      'You must use this format to specify the SourceArn: arn:<partition>:<service>:<region>:<account-id>:<resource-id>',
    );
  }
  if (account !== caller.account) throw accessDenied(arn, caller, action);
  const queue = region === caller.region ? findQueueByArn(world, arn) : undefined;
  if (!queue)
    throw resourceNotFound("The resource that you specified for the SourceArn parameter doesn't exist.");
  return queue;
}
