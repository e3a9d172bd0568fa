import { parseTree, type ParseError } from 'jsonc-parser';
import type { MessageAttributes } from '../contract/messages.ts';
import { SNS } from './limits.ts';
import { messageSize, validateFifoId, validateSnsMessage } from './message/index.ts';

/** A message on its way to a topic, as `topics.publish` takes it. */
export interface TopicMessage {
  message: string;
  structure: 'plain' | 'json';
  attributes: MessageAttributes;
  subject?: string | undefined;
  groupId?: string | undefined;
  deduplicationId?: string | undefined;
}

/** What decides whether a topic takes a message. */
export interface TopicTaker {
  fifo: boolean;
  /** Null when it is not known. */
  contentBasedDeduplication: boolean | null;
  /** Bytes. */
  maximumMessageSize: number;
}

/** Why SNS would refuse a message, in the order of the form's fields. */
export interface TopicMessageFault {
  field: 'message' | 'subject' | 'attributes' | 'groupId' | 'deduplicationId';
  /** `refused` in AWS's own wording; the others have plain ones. */
  reason:
    | 'refused'
    | 'empty'
    | 'size'
    | 'json'
    | 'default'
    | 'double'
    | 'subject'
    | 'group'
    | 'deduplication'
    | 'fifoOnly';
  message: string;
  /** The attribute at fault, when it is one. */
  attribute?: string;
}

/** Protocols that a message can have a text of its own for; `application` has one for each push platform. [SNS API Publish] */
export const MESSAGE_PROTOCOLS = [
  'sqs',
  'lambda',
  'http',
  'https',
  'email',
  'email-json',
  'sms',
  'firehose',
  'APNS',
  'APNS_SANDBOX',
  'GCM',
  'ADM',
  'BAIDU',
  'MPNS',
  'WNS',
] as const;

/** A message per protocol taken apart, or why it is none. `ignored` are keys whose value is no text: SNS passes over them. */
export type ProtocolTexts =
  | { fault: 'json' | 'default' | 'double'; texts: null; ignored: [] }
  | { fault: null; texts: Record<string, string>; ignored: string[] };

/** Reads the text of a message with `MessageStructure` json. Keys that stand twice are refused by SNS. [SNS API Publish] */
export function parseProtocolTexts(text: string): ProtocolTexts {
  const errors: ParseError[] = [];
  const tree = parseTree(text, errors, { disallowComments: true, allowTrailingComma: false });
  const fault = (why: 'json' | 'default' | 'double'): ProtocolTexts => ({
    fault: why,
    texts: null,
    ignored: [],
  });
  if (errors.length > 0 || tree?.type !== 'object') return fault('json');
  const texts = new Map<string, string>();
  const ignored: string[] = [];
  for (const { children: [key, value] = [] } of tree.children ?? []) {
    const name = String(key?.value);
    if (texts.has(name) || ignored.includes(name)) return fault('double');
    if (value?.type === 'string') texts.set(name, String(value.value));
    else ignored.push(name);
  }
  return texts.has('default') ? { fault: null, texts: Object.fromEntries(texts), ignored } : fault('default');
}

/** A message per protocol as SNS takes it. */
export const toProtocolJson = (texts: Readonly<Record<string, string>>): string =>
  JSON.stringify(texts, null, 2);

/** A subject has fewer than 100 characters, no line break and no control character. [SNS API Publish] */
const isSubject = (text: string): boolean => [...text].length < SNS.subjectLength && !/\p{Cc}/u.test(text);

/** What the topic's limit counts of a message, in bytes: message and attributes; the subject is free. */
export const topicMessageSize = ({ message, attributes }: TopicMessage): number =>
  messageSize(message, attributes);

/** Everything that speaks against publishing a message, as far as it can be known without asking AWS. */
export function checkTopicMessage(given: TopicMessage, taker: TopicTaker): TopicMessageFault[] {
  const { message, structure, attributes, subject, groupId, deduplicationId } = given;
  const faults: TopicMessageFault[] = [];
  const words = {
    json: 'The message has to be a JSON object of texts per protocol.',
    default: 'The message has to be a JSON object with a text named default.',
    double: 'A protocol stands twice in the message.',
  };
  for (const fault of validateSnsMessage(message, attributes, taker.maximumMessageSize)) {
    const field = fault.attribute === undefined ? 'message' : 'attributes';
    const reason = field === 'attributes' ? 'refused' : message === '' ? 'empty' : 'size';
    faults.push({ field, reason, message: fault.message, ...pick(fault.attribute) });
  }
  const why = structure === 'json' && message !== '' ? parseProtocolTexts(message).fault : null;
  if (why) faults.push({ field: 'message', reason: why, message: words[why] });
  if (subject !== undefined && !isSubject(subject))
    faults.push({
      field: 'subject',
      reason: 'subject',
      message: 'A subject has fewer than 100 characters, no line break and no control character.',
    });
  if (groupId !== undefined) {
    const fault = validateFifoId('MessageGroupId', groupId);
    if (fault) faults.push({ field: 'groupId', reason: 'refused', message: fault.message });
  } else if (taker.fifo)
    faults.push({ field: 'groupId', reason: 'group', message: 'A FIFO topic needs a message group id.' });
  faults.push(...deduplicationFaults(deduplicationId, taker));
  return faults;
}

function deduplicationFaults(id: string | undefined, taker: TopicTaker): TopicMessageFault[] {
  const field = 'deduplicationId';
  if (id === undefined)
    return taker.fifo && taker.contentBasedDeduplication === false
      ? [
          {
            field,
            reason: 'deduplication',
            message: 'This topic needs a deduplication id, since content-based deduplication is off.',
          },
        ]
      : [];
  if (!taker.fifo)
    return [{ field, reason: 'fifoOnly', message: 'Only FIFO topics take a deduplication id.' }];
  const fault = validateFifoId('MessageDeduplicationId', id);
  return fault ? [{ field, reason: 'refused', message: fault.message }] : [];
}

const pick = (attribute: string | undefined): { attribute?: string } =>
  attribute === undefined ? {} : { attribute };
