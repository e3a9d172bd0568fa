import { GetTopicAttributesCommand, PublishCommand } from '@aws-sdk/client-sns';
import type { MessageAttributes } from '../../../contract/messages.ts';
import type { Scope } from '../../../contract/procedure.ts';
import { isFifoName } from '../../../domain/arn.ts';
import { messageSize, toSdkAttributes } from '../../../domain/message/index.ts';
import { fail, isFailure } from '../../failures.ts';
import type { Call } from '../../handlers.ts';
import type { Services } from '../../services.ts';
import { maximumOf } from './detail.ts';

/** What `topics.publish` takes. */
export interface PublishInput {
  scope: Scope;
  topicArn: string;
  message: string;
  subject?: string;
  structure: 'plain' | 'json';
  attributes: MessageAttributes;
  groupId?: string;
  deduplicationId?: string;
}

/** Publishes one message, once: no part of this tries again by itself. */
export async function publish(
  { clients }: Services,
  input: PublishInput,
  { signal, note }: Call,
): Promise<{ messageId: string; sequenceNumber: string | null }> {
  const { scope, topicArn, message, attributes } = input;
  if (isFifoName(topicArn) && input.groupId === undefined) {
    throw fail('INVALID_INPUT', 'A FIFO topic needs a message group id.', { field: 'groupId' });
  }
  if (input.structure === 'json') checkStructure(message);
  const size = messageSize(message, attributes);
  note({ size, attributes: Object.keys(attributes).length });
  const maximum = await maximumOfTopic(clients, scope, topicArn, signal);
  if (maximum !== null && size > maximum) {
    throw fail('TOO_LARGE', `The message has ${size} bytes; the topic takes ${maximum}.`, {
      resource: topicArn,
      numbers: { size, maximum },
    });
  }
  const sns = await clients.sns(scope, 'once');
  const { MessageId = '', SequenceNumber } = await sns.send(
    new PublishCommand({
      TopicArn: topicArn,
      Message: message,
      Subject: input.subject || undefined,
      MessageStructure: input.structure === 'json' ? 'json' : undefined,
      MessageAttributes: toSdkAttributes(attributes),
      MessageGroupId: input.groupId,
      MessageDeduplicationId: input.deduplicationId,
    }),
    { abortSignal: signal },
  );
  note({ messageId: MessageId });
  return { messageId: MessageId, sequenceNumber: SequenceNumber ?? null };
}

// Who may only publish cannot read the limit: AWS will then say it.
async function maximumOfTopic(
  clients: Services['clients'],
  scope: Scope,
  topicArn: string,
  signal: AbortSignal,
): Promise<number | null> {
  try {
    const sns = await clients.sns(scope);
    const { Attributes = {} } = await sns.send(new GetTopicAttributesCommand({ TopicArn: topicArn }), {
      abortSignal: signal,
    });
    return maximumOf(Attributes);
  } catch (error) {
    if (isFailure(error) && (error.code === 'ACCESS_DENIED' || error.code === 'UNSUPPORTED')) return null;
    throw error;
  }
}

function checkStructure(message: string): void {
  let texts: unknown;
  try {
    texts = JSON.parse(message);
  } catch {
    throw fail('INVALID_INPUT', 'The message has to be a JSON object of texts per protocol.', {
      field: 'message',
    });
  }
  const isObject = typeof texts === 'object' && texts !== null && !Array.isArray(texts);
  if (!isObject || typeof (texts as Record<string, unknown>).default !== 'string') {
    throw fail('INVALID_INPUT', 'The message has to be a JSON object with a text named default.', {
      field: 'message',
    });
  }
}
