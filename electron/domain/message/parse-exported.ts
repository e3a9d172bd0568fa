import type { ExportedMessage, ExportSource } from './exported-message.ts';
import { type ExportFault, fault, Refusal, refuse } from './export-fault.ts';
import { type Fields, isFields, optionalText, text, time } from './export-fields.ts';
import { toAttributes, toSystem } from './export-attributes.ts';

/** A line that was read: its message, or why it is none. */
export type ParsedLine =
  { message: ExportedMessage; fault?: undefined } | { message?: undefined; fault: ExportFault };

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

function toSource(value: unknown): ExportSource {
  if (!isFields(value)) refuse('not-attributes', 'Source', 'a source is an object.');
  return {
    profile: text(value.Profile, 'Source.Profile'),
    region: text(value.Region, 'Source.Region'),
    queueUrl: text(value.QueueUrl, 'Source.QueueUrl'),
  };
}
