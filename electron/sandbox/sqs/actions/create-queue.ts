import { AwsError } from '../../errors.ts';
import { queueArn } from '../../../domain/arn.ts';
import { SQS } from '../../../domain/limits.ts';
import type { Action, ActionContext } from '../../action.ts';
import { invalidParameter } from '../failures.ts';
import { queueUrl } from '../find-queue.ts';
import { requiredText, textMap } from '../input.ts';
import { createQueueModel, type Queue } from '../model.ts';
import { defaultAttributes, mergeAttributes, toSettings } from '../queue-attributes.ts';
import { isNameLocked } from '../queue-life.ts';
import { checkRedriveAllowPolicy, checkRedrivePolicy } from '../redrive-policies.ts';
import { checkTags } from '../tags.ts';

/** CreateQueue: makes a queue; gives the URL of one that is there already with the same attributes. */
export const createQueue: Action = {
  name: 'CreateQueue',
  parameters: ['QueueName', 'Attributes', 'tags'],
  run(input, context) {
    const { caller, world } = context;
    const name = requiredText(input, 'QueueName');
    const given = textMap(input, 'Attributes') ?? {};
    const tags = textMap(input, 'tags') ?? {};
    const fifo = given['FifoQueue'] === 'true';
    checkName(name, fifo);
    checkTags(tags);
    const owner = { ...caller, name, fifo, arn: queueArn(caller.region, caller.account, name) };
    const attributes = mergeAttributes(defaultAttributes(fifo), given, fifo);
    if (given['RedrivePolicy']) checkRedrivePolicy(world, owner, given['RedrivePolicy']);
    if (given['RedriveAllowPolicy']) checkRedriveAllowPolicy(given['RedriveAllowPolicy']);
    const { queues } = world.realm(caller.account, caller.region).sqs;
    const existing = queues.get(name);
    if (existing) return sameQueue(existing, given, context);
    if (isNameLocked(world, owner)) {
      throw new AwsError(
        'QueueDeletedRecently',
        'You must wait 60 seconds after deleting a queue before you can create another with the same name.',
        { code: 'AWS.SimpleQueueService.QueueDeletedRecently' },
      );
    }
    const queue = createQueueModel({
      account: caller.account,
      region: caller.region,
      name,
      attributes,
      settings: toSettings(attributes),
      tags,
      createdAt: world.clock.now(),
    });
    queues.set(name, queue);
    world.changed(queue);
    return { QueueUrl: queueUrl(queue, context) };
  },
};

function checkName(name: string, fifo: boolean): void {
  const stem = fifo ? name.replace(/\.fifo$/, '') : name;
  const valid = /^[A-Za-z0-9_-]+$/.test(stem) && name.length <= SQS.queueNameLength;
  if (fifo && !(valid && name.endsWith('.fifo'))) {
    throw invalidParameter(
      'The name of a FIFO queue can only include alphanumeric characters, hyphens, or underscores, must end with .fifo suffix and be 1 to 80 in length.',
    );
  }
  if (!valid) {
    throw invalidParameter(
      'Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length',
    );
  }
}

/** Only what was asked for is compared: attributes not named keep what they have. */
function sameQueue(queue: Queue, given: Record<string, string>, context: ActionContext): object {
  for (const [name, value] of Object.entries(given)) {
    if (!isSame(queue.attributes[name] ?? '', value)) {
      throw new AwsError(
        'QueueNameExists',
        `A queue already exists with the same name and a different value for attribute ${name}`,
        { code: 'QueueAlreadyExists' },
      );
    }
  }
  return { QueueUrl: queueUrl(queue, context) };
}

function isSame(a: string, b: string): boolean {
  if (a === b || (/^\d+$/.test(a) && /^\d+$/.test(b) && Number(a) === Number(b))) return true;
  try {
    return JSON.stringify(JSON.parse(a)) === JSON.stringify(JSON.parse(b));
  } catch {
    return false;
  }
}
