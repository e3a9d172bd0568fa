import { createHash, randomUUID } from 'node:crypto';
import { SNS } from '../../domain/limits.ts';
import type { ActionContext } from '../action.ts';
import { textOf, type Input } from './input.ts';
import { attributesSize, parseMessageAttributes } from './message-attributes.ts';
import type { Notification, Topic } from './model.ts';
import { invalidParameter } from './refusals.ts';

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

/** Checks a draft against the kind of its topic. [SNS API Publish] */
export function checkForTopic(topic: Topic, draft: Draft): void {
  if (!topic.fifo) {
    if (draft.deduplicationId !== undefined)
      throw invalidParameter(
        'MessageDeduplicationId Reason: The request includes MessageDeduplicationId parameter that is not valid for this topic type',
      );
    if (draft.groupId !== undefined) checkId('MessageGroupId', draft.groupId);
    return;
  }
  if (!draft.groupId) throw invalidParameter('The MessageGroupId parameter is required for FIFO topics');
  checkId('MessageGroupId', draft.groupId);
  if (draft.deduplicationId !== undefined) checkId('MessageDeduplicationId', draft.deduplicationId);
  else if (topic.attributes.get('ContentBasedDeduplication') !== 'true')
    throw invalidParameter(
      'The topic should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly',
    );
}

/** Makes a notification of a draft. FIFO: a content-based deduplication id is the SHA-256 of the body alone. */
export function toNotification(
  context: ActionContext,
  topic: Topic,
  draft: Draft,
  text: string,
): Notification {
  const { size: _, ...content } = draft;
  return {
    kind: 'notification',
    topicArn: topic.arn,
    messageId: randomUUID(),
    publishedAt: context.world.clock.now(),
    ...content,
    deduplicationId: topic.fifo
      ? (draft.deduplicationId ?? createHash('sha256').update(text).digest('hex'))
      : undefined,
    baseUrl: context.baseUrl,
  };
}

function checkSubject(subject: string): void {
  if (subject === '' || subject.length >= SNS.subjectLength || /[\u0000-\u001f\u007f]/.test(subject))
    throw invalidParameter('Subject');
}

function checkId(name: string, id: string): void {
  if (id.length > SNS.groupIdLength || !/^[A-Za-z0-9!"#$%&'()*+,\-./:;<=>?@[\\\]^_`{|}~]+$/.test(id))
    throw invalidParameter(
      `${name} Reason: ${name} can only include alphanumeric and punctuation characters. 1 to ${SNS.groupIdLength} in length`,
    );
}

/** The texts by protocol of `MessageStructure=json`: values that are no text are ignored, repeated keys refused. */
function parseStructure(message: string): Record<string, string> & { default: string } {
  const failed = () => invalidParameter('Message Structure - JSON message body failed to parse');
  let parsed: unknown;
  try {
    parsed = JSON.parse(message);
  } catch {
    throw failed();
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) throw failed();
  const repeated = repeatedKey(message);
  if (repeated !== undefined)
    throw invalidParameter(`Message Structure - Duplicate key in JSON message body: ${repeated}`);
  const bodies = Object.fromEntries(
    Object.entries(parsed).filter((pair): pair is [string, string] => typeof pair[1] === 'string'),
  );
  const { default: common } = bodies;
  if (common === undefined)
    throw invalidParameter('Message Structure - No default entry in JSON message body');
  return { ...bodies, default: common };
}

/** The first key that the outermost object of a valid JSON text has twice. */
function repeatedKey(json: string): string | undefined {
  const seen = new Set<string>();
  let depth = 0;
  for (const match of json.matchAll(/"(?:[^"\\]|\\.)*"(\s*:)?|[{}[\]]/g)) {
    const [token, colon] = match;
    if (token === '{' || token === '[') depth += 1;
    else if (token === '}' || token === ']') depth -= 1;
    else if (colon !== undefined && depth === 1) {
      const key: unknown = JSON.parse(token.slice(0, -colon.length));
      if (seen.has(String(key))) return String(key);
      seen.add(String(key));
    }
  }
  return undefined;
}
