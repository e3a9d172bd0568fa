import { AwsError } from '../../errors.ts';
import { queueArn } from '../../../domain/arn.ts';
import type { Action } from '../../action.ts';
import { queueUrl } from '../find-queue.ts';
import { requiredText, textMap } from '../input.ts';
import { createQueueModel } from '../queue-model.ts';
import { defaultAttributes, mergeAttributes } from '../queue-attributes.ts';
import { toSettings } from '../settings.ts';
import { isNameLocked } from '../queue-life.ts';
import { checkRedrivePolicy } from '../redrive-policy.ts';
import { checkRedriveAllowPolicy } from '../redrive-allow-policy.ts';
import { checkTags } from '../tags.ts';
import { checkName } from '../queue-name.ts';
import { sameQueue } from '../same-queue.ts';

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
