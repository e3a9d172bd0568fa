import type { MessageAttributes } from '../../contract/messages.ts';
import { toMessageAttributes } from './attributes.ts';
import { isObject, parseObject, partOf } from './decode-json.ts';
import { parseS3Pointer } from './s3-pointer.ts';

/** A fact of an envelope, by its own name. */
export interface Fact {
  name: string;
  value: string;
}

/** An envelope round another content. */
export interface Envelope {
  kind: 'sns' | 'eventbridge' | 's3-event';
  facts: Fact[];
  /** The attributes of the SNS message that was published; empty for others. */
  attributes: MessageAttributes;
  /** What is inside, exactly as written; null when there is nothing more. */
  inner: string | null;
  /** The field that `inner` was taken from. */
  field: string | null;
}

/** Which object of S3 holds the real content. */
export interface ObjectPlace {
  bucket: string;
  key: string;
  /** Length of the content in bytes; null when nothing says it. */
  size: number | null;
  /** By what it was found: the marker attribute of the extended clients, or the attribute that itself is the pointer. */
  foundBy: 'marker' | 'S3MessageBodyKey';
}

const toFacts = (fields: Record<string, unknown>, names: readonly string[]): Fact[] =>
  names.flatMap((name) => {
    const value = fields[name];
    if (value === undefined || value === null) return [];
    return [{ name, value: typeof value === 'string' ? value : JSON.stringify(value) }];
  });

const snsFields = [
  'Type',
  'MessageId',
  'SequenceNumber',
  'TopicArn',
  'Subject',
  'Timestamp',
  'SignatureVersion',
  'Signature',
  'SigningCertURL',
  'UnsubscribeURL',
  'SubscribeURL',
  'Token',
  'Replayed',
];
const snsTypes: ReadonlySet<unknown> = new Set([
  'Notification',
  'SubscriptionConfirmation',
  'UnsubscribeConfirmation',
]);
const eventFields = ['version', 'id', 'detail-type', 'source', 'account', 'time', 'region', 'resources'];

/** Finds the envelope that SNS, EventBridge or S3 put round a content; null when the text is none. */
export function findEnvelope(text: string): Envelope | null {
  const fields = parseObject(text);
  if (!fields) return null;
  return toSns(fields) ?? toEvent(fields, text) ?? toS3Event(fields);
}

/** [SNS DG sns-message-and-json-formats] */
function toSns(fields: Record<string, unknown>): Envelope | null {
  const { Type, TopicArn, Message, MessageAttributes } = fields;
  if (!snsTypes.has(Type) || typeof TopicArn !== 'string' || typeof Message !== 'string') return null;
  const attributes = Object.entries(isObject(MessageAttributes) ? MessageAttributes : {}).flatMap(
    ([name, attribute]) =>
      isObject(attribute) && typeof attribute.Type === 'string' && typeof attribute.Value === 'string'
        ? [[name, { Type: attribute.Type, Value: attribute.Value }] as const]
        : [],
  );
  return {
    kind: 'sns',
    facts: toFacts(fields, snsFields),
    attributes: toMessageAttributes(Object.fromEntries(attributes)),
    inner: Message,
    field: 'Message',
  };
}

/** [EventBridge UG eb-events-structure] */
function toEvent(fields: Record<string, unknown>, text: string): Envelope | null {
  if (typeof fields['detail-type'] !== 'string' || typeof fields.source !== 'string') return null;
  if (!isObject(fields.detail)) return null;
  const inner = partOf(text, ['detail']);
  return { kind: 'eventbridge', facts: toFacts(fields, eventFields), attributes: {}, inner, field: 'detail' };
}

/** [S3 UG notification-content-structure] Keys come URL-encoded, spaces as plus signs. */
function toS3Event(fields: Record<string, unknown>): Envelope | null {
  const base = { kind: 's3-event' as const, attributes: {}, inner: null, field: null };
  if (fields.Event === 's3:TestEvent')
    return { ...base, facts: toFacts(fields, ['Service', 'Event', 'Time', 'Bucket', 'RequestId']) };
  const records = Array.isArray(fields.Records) ? fields.Records.filter(isObject) : [];
  const [first] = records;
  if (!first || (first.eventSource !== 'aws:s3' && first.eventSource !== 'minio:s3')) return null;
  const facts = records.flatMap((record) => {
    const s3 = isObject(record.s3) ? record.s3 : {};
    const bucket = isObject(s3.bucket) ? s3.bucket : {};
    const object = isObject(s3.object) ? s3.object : {};
    const key = typeof object.key === 'string' ? { key: fromS3Key(object.key) } : {};
    return [
      ...toFacts(record, ['eventName', 'eventTime', 'awsRegion']),
      ...toFacts({ bucket: bucket.name, ...key, size: object.size, versionId: object.versionId }, [
        'bucket',
        'key',
        'size',
        'versionId',
      ]),
    ];
  });
  return { ...base, facts };
}

function fromS3Key(key: string): string {
  try {
    return decodeURIComponent(key.replaceAll('+', ' '));
  } catch {
    return key;
  }
}

/** The attribute in which the JavaScript extended clients write the pointer: `(bucket)key`. [dvla/sqs-extended-client] */
const keyAttribute = 'S3MessageBodyKey';

/** Finds the pointer that an extended client of any language left; null when the message is none. */
export function findPointer(text: string, attributes: MessageAttributes): ObjectPlace | null {
  const pointer = parseS3Pointer(text, attributes);
  // One inside of an SNS envelope is found again when the envelope is off.
  if (pointer?.location === 'body') {
    const { bucket, key, size } = pointer;
    return { bucket, key, size, foundBy: 'marker' };
  }
  const named = Object.hasOwn(attributes, keyAttribute) ? attributes[keyAttribute] : undefined;
  const [, bucket, key] = /^\(([^()]+)\)(.+)$/s.exec(named?.binary ? '' : (named?.value ?? '')) ?? [];
  return bucket && key ? { bucket, key, size: null, foundBy: keyAttribute } : null;
}
