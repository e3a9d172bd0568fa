import { randomUUID } from 'node:crypto';
import type { Action } from '../../action.ts';
import { authorize } from '../authorize.ts';
import { isPhoneNumber } from '../endpoint.ts';
import { requiredText, textOf } from '../input.ts';
import { parseDraft } from '../message.ts';
import { toNotification } from '../to-notification.ts';
import { checkForTopic } from '../check-for-topic.ts';
import { publish as accept } from '../publish.ts';
import { invalidParameter } from '../refusals.ts';
import { maximumSizeOf } from '../maximum-size.ts';
import { findTopic } from '../topics.ts';

/** Publishes one message to a topic; to a phone number it is only accepted. [SNS API Publish] */
export const publish: Action = {
  name: 'Publish',
  parameters: [
    'TopicArn',
    'TargetArn',
    'PhoneNumber',
    'Message',
    'Subject',
    'MessageStructure',
    'MessageAttributes',
    'MessageDeduplicationId',
    'MessageGroupId',
  ],
  run(input, context) {
    const draft = parseDraft(input);
    const phone = textOf(input, 'PhoneNumber');
    const arn = textOf(input, 'TopicArn') ?? textOf(input, 'TargetArn');
    const targets = ['TopicArn', 'TargetArn', 'PhoneNumber'].filter(
      (name) => textOf(input, name) !== undefined,
    );
    if (targets.length > 1)
      throw invalidParameter(
        `${targets.join(', ')} Reason: exactly one of TopicArn, TargetArn, PhoneNumber is allowed`,
      );
    if (phone !== undefined) {
      if (!isPhoneNumber(phone))
        throw invalidParameter(`PhoneNumber Reason: ${phone} is not valid to publish to`);
      // Text messages leave this machine on AWS; here nothing is sent.
      return { MessageId: randomUUID() };
    }
    if (arn === undefined)
      throw invalidParameter('TopicArn or TargetArn Reason: no value for required parameter');
    if (arn.includes(':endpoint/'))
      throw invalidParameter('TargetArn Reason: No endpoint found for the target arn specified');
    const topic = findTopic(context, arn, targets[0]);
    authorize(context, topic, 'SNS:Publish');
    checkForTopic(topic, draft);
    if (draft.size > maximumSizeOf(topic)) throw invalidParameter('Message too long');
    const notification = toNotification(context, topic, draft, requiredText(input, 'Message'));
    const { messageId, sequenceNumber } = accept(context.world, topic, notification);
    return { MessageId: messageId, SequenceNumber: sequenceNumber };
  },
};
