import { PublishCommand } from '@aws-sdk/client-sns';
import type { Scope } from '../../../contract/procedure.ts';
import { isFifoName } from '../../../domain/arn.ts';
import { SNS } from '../../../domain/limits.ts';
import { toSdkAttributes } from '../../../domain/message/index.ts';
import { type TopicMessage, topicMessageSize, type TopicTaker } from '../../../domain/topic-message.ts';
import { checkTopicMessage } from '../../../domain/check-topic-message.ts';
import { fail } from '../../failures.ts';
import type { Handlers } from '../../handlers.ts';
import type { Services } from '../../services.ts';
import { maximumOf } from './detail.ts';
import { attributesIfKnown } from './read.ts';

/** Publishes one message, once: no part of this tries again by itself. */
export function createPublish(services: Services): Handlers<'topics'>['publish'] {
  return async (input, { signal, note }) => {
    const { scope, topicArn } = input;
    const size = topicMessageSize(input);
    note({ size, attributes: Object.keys(input.attributes).length });
    const taker = await takerOf(services, scope, topicArn, signal);
    refuseMessage(input, taker, topicArn);
    const sns = await services.clients.sns(scope, 'once');
    const command = new PublishCommand({ TopicArn: topicArn, ...toSdkMessage(input) });
    const { MessageId = '', SequenceNumber } = await sns.send(command, { abortSignal: signal });
    note({ messageId: MessageId });
    return { messageId: MessageId, sequenceNumber: SequenceNumber ?? null };
  };
}

/** What the topic takes. Who may only publish cannot read it: AWS's widest then holds, and AWS will say the rest. */
async function takerOf(
  services: Services,
  scope: Scope,
  topicArn: string,
  signal: AbortSignal,
): Promise<TopicTaker> {
  const attributes = await attributesIfKnown(services, scope, topicArn, signal);
  const byContent = attributes?.ContentBasedDeduplication;
  return {
    fifo: isFifoName(topicArn),
    contentBasedDeduplication: byContent === undefined ? null : byContent === 'true',
    maximumMessageSize: attributes ? maximumOf(attributes) : SNS.messageSize.max,
  };
}

/** Refuses what AWS would refuse. @throws TOO_LARGE with the numbers, INVALID_INPUT with the field */
function refuseMessage(message: TopicMessage, taker: TopicTaker, topicArn: string): void {
  const [first] = checkTopicMessage(message, taker);
  if (!first) return;
  if (first.reason === 'size') {
    const size = topicMessageSize(message);
    const maximum = taker.maximumMessageSize;
    throw fail('TOO_LARGE', `The message has ${size} bytes; the topic takes ${maximum}.`, {
      resource: topicArn,
      numbers: { size, maximum },
      field: 'message',
    });
  }
  const field = first.attribute === undefined ? first.field : `attributes.${first.attribute}`;
  throw fail('INVALID_INPUT', first.message, { field });
}

/** A message as Publish and PublishBatch take it. */
export function toSdkMessage({
  message,
  subject,
  structure,
  attributes,
  groupId,
  deduplicationId,
}: TopicMessage) {
  return {
    Message: message,
    Subject: subject || undefined,
    MessageStructure: structure === 'json' ? 'json' : undefined,
    MessageAttributes: toSdkAttributes(attributes),
    MessageGroupId: groupId,
    MessageDeduplicationId: deduplicationId,
  };
}
