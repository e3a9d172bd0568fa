import type { OutgoingMessage } from '../../../../contract/messages-send.ts';
import {
  md5OfBody,
  md5OfMessageAttributes,
  md5OfMessageSystemAttributes,
} from '../../../../domain/message/index.ts';
import { fail, type FailureError } from '../../../failures.ts';

/** What SQS says of a message that it stored. */
export interface StoredAnswer {
  MessageId?: string | undefined;
  MD5OfMessageBody?: string | undefined;
  MD5OfMessageAttributes?: string | undefined;
  MD5OfMessageSystemAttributes?: string | undefined;
}

/** Which digests came back and agree with ours. */
export interface Verified {
  body: boolean;
  attributes: boolean;
}

/** The trace header as SQS takes it; undefined when there is none. */
export function toSystemAttributes({
  traceHeader,
}: Pick<OutgoingMessage, 'traceHeader'>):
  { AWSTraceHeader: { DataType: string; StringValue: string } } | undefined {
  return traceHeader ? { AWSTraceHeader: { DataType: 'String', StringValue: traceHeader } } : undefined;
}

/** Compares the digests that came back with those of what was sent: what agrees, or CORRUPT. An absent digest says nothing. */
export function verify(message: OutgoingMessage, answer: StoredAnswer): Verified | FailureError {
  const system = toSystemAttributes(message);
  const pairs: Array<[what: string, theirs: string | undefined, ours: string]> = [
    ['body', answer.MD5OfMessageBody, md5OfBody(message.body)],
    ['attributes', answer.MD5OfMessageAttributes, md5OfMessageAttributes(message.attributes)],
    ['trace header', answer.MD5OfMessageSystemAttributes, system ? md5OfMessageSystemAttributes(system) : ''],
  ];
  for (const [what, theirs, ours] of pairs) {
    if (theirs && ours && theirs !== ours) {
      const text = `The message was stored as ${answer.MessageId ?? 'unknown'}, but its ${what} differs from what was sent.`;
      return fail('CORRUPT', text, { resource: answer.MessageId });
    }
  }
  return { body: Boolean(answer.MD5OfMessageBody), attributes: Boolean(answer.MD5OfMessageAttributes) };
}
