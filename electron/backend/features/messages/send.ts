import { SendMessageCommand, type SendMessageCommandOutput } from '@aws-sdk/client-sqs';
import { SQS } from '../../../domain/limits.ts';
import {
  md5OfBody,
  md5OfMessageAttributes,
  md5OfMessageSystemAttributes,
  messageSize,
  toSdkAttributes,
} from '../../../domain/message/index.ts';
import { fail, isFailure } from '../../failures.ts';
import type { Handlers } from '../../handlers.ts';
import type { Services } from '../../services.ts';
import { toNumber, toQueueRef } from '../queues/attributes.ts';
import { readAttributes } from '../queues/describe.ts';

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
        MessageSystemAttributes: trace(input),
        DelaySeconds: input.delaySeconds,
        MessageGroupId: input.groupId,
        MessageDeduplicationId: input.deduplicationId,
      }),
      { abortSignal: signal },
    );
    const messageId = answer.MessageId ?? '';
    note({ messageId });
    return { messageId, sequenceNumber: answer.SequenceNumber ?? null, verified: verify(input, answer) };
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

function trace({
  traceHeader,
}: SendInput): { AWSTraceHeader: { DataType: string; StringValue: string } } | undefined {
  return traceHeader ? { AWSTraceHeader: { DataType: 'String', StringValue: traceHeader } } : undefined;
}

/** Compares the digests that came back with those of what was sent. @throws CORRUPT */
function verify(input: SendInput, answer: SendMessageCommandOutput): { body: boolean; attributes: boolean } {
  const system = trace(input);
  const pairs: Array<[what: string, theirs: string | undefined, ours: string]> = [
    ['body', answer.MD5OfMessageBody, md5OfBody(input.body)],
    ['attributes', answer.MD5OfMessageAttributes, md5OfMessageAttributes(input.attributes)],
    ['trace header', answer.MD5OfMessageSystemAttributes, system ? md5OfMessageSystemAttributes(system) : ''],
  ];
  for (const [what, theirs, ours] of pairs) {
    if (theirs && ours && theirs !== ours) {
      const text = `The message was stored as ${answer.MessageId ?? 'unknown'}, but its ${what} differs from what was sent.`;
      throw fail('CORRUPT', text, { resource: answer.MessageId });
    }
  }
  return { body: Boolean(answer.MD5OfMessageBody), attributes: Boolean(answer.MD5OfMessageAttributes) };
}
