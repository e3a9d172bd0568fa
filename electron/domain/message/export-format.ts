import type { MessageAttribute, MessageAttributes } from '../../contract/messages.ts';
import { isBinaryType, toWireAttributes } from './attributes.ts';
import { isBase64 } from './bytes.ts';

/** Where an exported message was seen. */
export interface ExportSource {
  profile: string;
  region: string;
  queueUrl: string;
}

/** A message as a line of an export holds it. What a line does not say is null, or empty. */
export interface ExportedMessage {
  messageId: string | null;
  body: string;
  attributes: MessageAttributes;
  /** System attributes by AWS's names (`SentTimestamp`, `MessageGroupId` ...), values as AWS wrote them. */
  system: Record<string, string>;
  source: ExportSource | null;
  /** Epoch ms. */
  firstSeen: number | null;
  /** Epoch ms. */
  lastSeen: number | null;
}

/** What of a message goes into a new send. */
export interface Sendable {
  body: string;
  attributes: MessageAttributes;
  groupId: string | null;
  deduplicationId: string | null;
  traceHeader: string | null;
}

/** Why a line is no message. The page translates the code; `field` names the place in the line. */
export interface ExportFault {
  code:
    | 'not-json'
    | 'not-object'
    | 'body-missing'
    | 'not-text'
    | 'not-attributes'
    | 'attribute-type'
    | 'attribute-value'
    | 'not-base64'
    | 'not-number';
  field: string | null;
  /** The same in plain English. */
  message: string;
}

/** A line that was read: its message, or why it is none. */
export type ParsedLine =
  { message: ExportedMessage; fault?: undefined } | { message?: undefined; fault: ExportFault };

type Fields = Record<string, unknown>;

/**
 * A message as one line of JSON, without the line's end. The names are those of ReceiveMessage, so that other tools
 * read it too; `Source`, `FirstSeen` and `LastSeen` are Spillway's own. Bodies are text and stay as they are: a lone
 * surrogate is written as its escape. [SQS API Message]
 */
export function formatExportLine(message: ExportedMessage): string {
  const { messageId, body, attributes, system, source, firstSeen, lastSeen } = message;
  return JSON.stringify({
    ...(messageId !== null && { MessageId: messageId }),
    Body: body,
    ...(Object.keys(attributes).length > 0 && { MessageAttributes: toWireAttributes(attributes) }),
    ...(Object.keys(system).length > 0 && { Attributes: system }),
    ...(source && {
      Source: { Profile: source.profile, Region: source.region, QueueUrl: source.queueUrl },
    }),
    ...(firstSeen !== null && { FirstSeen: firstSeen }),
    ...(lastSeen !== null && { LastSeen: lastSeen }),
  });
}

/**
 * Reads a line of an export, or an entry as ReceiveMessage gives it or SendMessageBatch takes it (`MessageBody`,
 * `MessageGroupId`, `MessageDeduplicationId`, `MessageSystemAttributes`). Fields of other names are left out.
 */
export function parseExportLine(line: string): ParsedLine {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return { fault: fault('not-json', null, 'The line is not JSON.') };
  }
  return parseExported(value);
}

/** Reads what {@link parseExportLine} reads, already taken out of its JSON. */
export function parseExported(value: unknown): ParsedLine {
  if (!isFields(value)) return { fault: fault('not-object', null, 'The line is no JSON object.') };
  try {
    return { message: toMessage(value) };
  } catch (error) {
    if (error instanceof Refusal) return { fault: error.fault };
    throw error;
  }
}

/** What of an exported message is sent again: body, attributes, and the ids and trace header of its system attributes. */
export function toSendable({ body, attributes, system }: ExportedMessage): Sendable {
  return {
    body,
    attributes,
    groupId: system.MessageGroupId ?? null,
    deduplicationId: system.MessageDeduplicationId ?? null,
    traceHeader: system.AWSTraceHeader ?? null,
  };
}

class Refusal extends Error {
  readonly fault: ExportFault;
  constructor(fault: ExportFault) {
    super(fault.message);
    this.fault = fault;
  }
}

function fault(code: ExportFault['code'], field: string | null, message: string): ExportFault {
  return { code, field, message };
}

function refuse(code: ExportFault['code'], field: string, message: string): never {
  throw new Refusal(fault(code, field, `${field}: ${message}`));
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function toMessage(fields: Fields): ExportedMessage {
  const name = fields.Body === undefined ? 'MessageBody' : 'Body';
  if (fields[name] === undefined) refuse('body-missing', 'Body', 'the message has no body.');
  const { Source: source } = fields;
  return {
    messageId: optionalText(fields.MessageId, 'MessageId'),
    body: text(fields[name], name),
    attributes: toAttributes(fields.MessageAttributes),
    system: toSystem(fields),
    source: source == null ? null : toSource(source),
    firstSeen: time(fields.FirstSeen, 'FirstSeen'),
    lastSeen: time(fields.LastSeen, 'LastSeen'),
  };
}

function toAttributes(value: unknown): MessageAttributes {
  if (value == null) return {};
  if (!isFields(value)) refuse('not-attributes', 'MessageAttributes', 'attributes are an object by name.');
  return Object.fromEntries(
    Object.entries(value).map(([name, one]) => [name, toAttribute(one, `MessageAttributes.${name}`)]),
  );
}

function toAttribute(value: unknown, field: string): MessageAttribute {
  if (!isFields(value)) refuse('not-attributes', field, 'an attribute is an object with a DataType.');
  const type = value.DataType;
  if (typeof type !== 'string' || type === '') refuse('attribute-type', field, 'the DataType is missing.');
  const { StringValue: plain, BinaryValue: base64 } = value;
  if ((plain == null) === (base64 == null)) {
    refuse('attribute-value', field, 'an attribute has either a StringValue or a BinaryValue.');
  }
  // Which field holds the value is kept even where it does not fit the type: only a send has to refuse that.
  if (base64 == null) return { type, binary: false, value: text(plain, `${field}.StringValue`) };
  const binary = text(base64, `${field}.BinaryValue`);
  if (!isBase64(binary)) refuse('not-base64', `${field}.BinaryValue`, 'the value is not base64.');
  return { type, binary: true, value: binary };
}

function toSystem(fields: Fields): Record<string, string> {
  const { Attributes: received, MessageSystemAttributes: sent } = fields;
  const system: [string, string][] = [];
  if (received != null) {
    if (!isFields(received)) refuse('not-attributes', 'Attributes', 'attributes are an object by name.');
    for (const [name, value] of Object.entries(received))
      system.push([name, text(value, `Attributes.${name}`)]);
  }
  for (const [name, { value, type }] of Object.entries(toAttributes(sent))) {
    if (!isBinaryType(type)) system.push([name, value]);
  }
  for (const name of ['MessageGroupId', 'MessageDeduplicationId']) {
    if (fields[name] != null) system.push([name, text(fields[name], name)]);
  }
  // Not by assignment, which would take `__proto__` for the prototype.
  return Object.fromEntries(system);
}

function toSource(value: unknown): ExportSource {
  if (!isFields(value)) refuse('not-attributes', 'Source', 'a source is an object.');
  return {
    profile: text(value.Profile, 'Source.Profile'),
    region: text(value.Region, 'Source.Region'),
    queueUrl: text(value.QueueUrl, 'Source.QueueUrl'),
  };
}

function text(value: unknown, field: string): string {
  return typeof value === 'string' ? value : refuse('not-text', field, 'this has to be a text.');
}

function optionalText(value: unknown, field: string): string | null {
  return value == null ? null : text(value, field);
}

function time(value: unknown, field: string): number | null {
  if (value == null) return null;
  if (typeof value !== 'number' || !Number.isFinite(value))
    refuse('not-number', field, 'a time is in milliseconds.');
  return value;
}
