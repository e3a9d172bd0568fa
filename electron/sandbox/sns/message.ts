import { SNS } from '../../domain/limits.ts';
import { type Input, textOf } from './input.ts';
import { attributesSize, parseMessageAttributes } from './message-attributes.ts';
import type { Notification } from './message-model.ts';
import { invalidParameter } from './refusals.ts';
import { parseStructure } from './message-structure.ts';

/** A message as it was asked to be published, before the rules of a topic. */
export type Draft = Pick<
  Notification,
  'subject' | 'body' | 'bodies' | 'attributes' | 'groupId' | 'deduplicationId'
> & { size: number };

/** Reads what Publish and each entry of PublishBatch have in common; `entry` is the entry's number, from 1. */
export function parseDraft(input: Input, entry?: number): Draft {
  const subject = textOf(input, 'Subject');
  const body = textOf(input, 'Message') ?? '';
  if (subject !== undefined) checkSubject(subject);
  if (body === '') throw invalidParameter('Empty message');
  const attributes = parseMessageAttributes(input, entry);
  const structured = textOf(input, 'MessageStructure') === 'json';
  const bodies = structured ? parseStructure(body) : undefined;
  return {
    subject,
    body: bodies?.default ?? body,
    bodies,
    attributes,
    groupId: textOf(input, 'MessageGroupId'),
    deduplicationId: textOf(input, 'MessageDeduplicationId'),
    size: Buffer.byteLength(body) + attributesSize(attributes),
  };
}

function checkSubject(subject: string): void {
  if (subject === '' || subject.length >= SNS.subjectLength || /[\u0000-\u001f\u007f]/.test(subject))
    throw invalidParameter('Subject');
}
