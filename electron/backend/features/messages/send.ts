import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { SQS } from '../../../domain/limits.ts';
import { messageSize, toSdkAttributes } from '../../../domain/message/index.ts';
import { fail, isFailure } from '../../failures.ts';
import type { Handlers } from '../../handlers.ts';
import type { Services } from '../../services.ts';
import { toNumber, toQueueRef } from '../queues/attributes.ts';
import { readAttributes } from '../queues/describe.ts';
import { toSystemAttributes, verify } from './sending/digests.ts';

type Send = Handlers<'messages'>['send'];
type SendInput = Parameters<Send>[0];

/** Sends one message, once: no part of this tries again by itself. */
export function createSend(services: Services): Send {
  return async (input, { signal, note }) => {
    const { scope, queueUrl, body, attributes } = input;
    if (toQueueRef(queueUrl).fifo && input.groupId === undefined) {
      throw fail('INVALID_INPUT', 'A FIFO queue needs a message group id.', { field: 'groupId' });
    }
    const size = messageSize(body, attributes);
    note({ size, attributes: Object.keys(attributes).length });
    const maximum = await maximumOf(services, input, signal);
    if (size > maximum) {
      throw fail('TOO_LARGE', `The message has ${size} bytes; the queue takes ${maximum}.`, {
        resource: queueUrl,
        numbers: { size, maximum },
      });
    }
    const sqs = await services.clients.sqs(scope, 'once');
    const answer = await sqs.send(
      new SendMessageCommand({
        QueueUrl: queueUrl,
        MessageBody: body,
        MessageAttributes: toSdkAttributes(attributes),
        MessageSystemAttributes: toSystemAttributes(input),
        DelaySeconds: input.delaySeconds,
        MessageGroupId: input.groupId,
        MessageDeduplicationId: input.deduplicationId,
      }),
      { abortSignal: signal },
    );
    const messageId = answer.MessageId ?? '';
    note({ messageId });
    const verified = verify(input, answer);
    if (isFailure(verified)) throw verified;
    return { messageId, sequenceNumber: answer.SequenceNumber ?? null, verified };
  };
}

// Who may only send cannot read the queue's limit: AWS's own then holds, and AWS will say the rest.
async function maximumOf(
  services: Services,
  { scope, queueUrl }: SendInput,
  signal: AbortSignal,
): Promise<number> {
  try {
    const attributes = await readAttributes(services, scope, queueUrl, signal);
    return toNumber(attributes.MaximumMessageSize) ?? SQS.messageSize;
  } catch (error) {
    if (isFailure(error) && error.code === 'ACCESS_DENIED') return SQS.messageSize;
    throw error;
  }
}
