import { SQS } from '../../domain/limits.ts';
import { invalidParameter } from './failures.ts';
import { optionalText, toStructure } from './input.ts';
import type { MessageAttribute, MessageAttributes } from './model.ts';

/** User attributes a message may have. */
const MAXIMUM_ATTRIBUTES = SQS.messageAttributes;

// What SQS takes in bodies and attribute values: no other control characters, no lone surrogates, no U+FFFE and U+FFFF.
const FORBIDDEN = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/u;

/** The first character that SQS refuses in bodies and attribute values; undefined when there is none. */
export function forbiddenCharacter(text: string): string | undefined {
  return FORBIDDEN.exec(text)?.[0];
}

/** Reads and checks MessageAttributes. [SQS developer guide: message metadata] */
export function parseMessageAttributes(map: Record<string, unknown> | undefined): MessageAttributes {
  if (!map) return {};
  const names = Object.keys(map);
  if (names.length > MAXIMUM_ATTRIBUTES) {
    throw invalidParameter(
      `Number of message attributes [${names.length}] exceeds the allowed maximum [${MAXIMUM_ATTRIBUTES}].`,
    );
  }
  return Object.fromEntries(names.map((name) => [name, parseAttribute(name, map[name])]));
}

/** Reads MessageSystemAttributes: AWSTraceHeader is the only one a sender may set. */
export function parseTraceHeader(map: Record<string, unknown> | undefined): string | undefined {
  if (!map) return undefined;
  for (const name of Object.keys(map)) {
    if (name !== 'AWSTraceHeader')
      throw invalidParameter(`Message system attribute name '${name}' is invalid.`);
  }
  if (map['AWSTraceHeader'] === undefined) return undefined;
  const attribute = parseAttribute('AWSTraceHeader', map['AWSTraceHeader'], 'system');
  if (attribute.DataType !== 'String' || attribute.StringValue === undefined) {
    throw invalidParameter("Message system attribute 'AWSTraceHeader' must be of type 'String'.");
  }
  return attribute.StringValue;
}

function parseAttribute(name: string, value: unknown, owner: 'user' | 'system' = 'user'): MessageAttribute {
  if (owner === 'user') checkName(name);
  const given = toStructure(value, name);
  const subject = `Message (${owner}) attribute '${name}'`;
  for (const field of Object.keys(given)) {
    if (field === 'StringListValues' || field === 'BinaryListValues') {
      throw invalidParameter('Message attribute list values in SendMessage operation are not supported.');
    }
  }
  const type = optionalText(given, 'DataType');
  if (!type) throw invalidParameter(`${subject} must contain a non-empty message attribute type.`);
  if (type.length > 256 || !/^(String|Number|Binary)(\.[\p{L}\p{N}_.-]+)?$/u.test(type)) {
    throw invalidParameter(
      `The message attribute '${name}' has an invalid message attribute type, the set of supported type prefixes is Binary, Number, and String.`,
    );
  }
  const kind = type.split('.', 1)[0] as 'String' | 'Number' | 'Binary';
  const field = kind === 'Binary' ? 'BinaryValue' : 'StringValue';
  const other = kind === 'Binary' ? 'StringValue' : 'BinaryValue';
  const text = optionalText(given, field);
  if (!text) throw invalidParameter(`${subject} must contain a non-empty value of type '${kind}'.`);
  if (optionalText(given, other) !== undefined) {
    throw invalidParameter(`${subject} has type '${kind}' but the value is of another type.`);
  }
  if (kind === 'Binary') return { DataType: type, BinaryValue: text };
  if (kind === 'Number') checkNumber(name, text);
  const bad = forbiddenCharacter(text);
  if (bad !== undefined) {
    throw invalidParameter(
      `Invalid binary character '${codeOf(bad)}' was found in the value of attribute '${name}'.`,
    );
  }
  return { DataType: type, StringValue: text };
}

/** A character as XML names it: `#xB`. */
export function codeOf(character: string): string {
  return `#x${(character.codePointAt(0) ?? 0).toString(16).toUpperCase()}`;
}

function checkName(name: string): void {
  if (name === '' || name.length > 256 || !/^[A-Za-z0-9_.-]+$/.test(name)) {
    throw invalidParameter(
      `The message attribute name '${name}' is invalid. Attribute name can contain A-Z, a-z, 0-9, underscore (_), hyphen (-), and period (.) characters.`,
    );
  }
  if (name.startsWith('.') || name.endsWith('.') || name.includes('..')) {
    throw invalidParameter(
      `Message (user) attribute name '${name}' can not start or end with a period, or have successive periods.`,
    );
  }
  if (/^(aws|amazon)\./i.test(name)) {
    throw invalidParameter(
      `The message attribute name '${name}' is invalid. You can't start with 'AWS.' or 'Amazon.'.`,
    );
  }
}

const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)(?:[eE]([+-]?\d+))?$/;

/** Up to 38 digits, from 10^-128 to 10^126. */
function checkNumber(name: string, text: string): void {
  const [, digits, exponent = '0'] = NUMBER.exec(text.trim()) ?? [];
  if (digits === undefined)
    throw invalidParameter(`Can't cast the value of message (user) attribute '${name}' to a number.`);
  const significant = digits.replace('.', '').replace(/^0+|0+$/g, '');
  const [whole = '', fraction = ''] = digits.split('.');
  const size = whole.replace(/^0+/, '').length || -/^0*/.exec(fraction)![0].length;
  const magnitude = size + Number(exponent);
  if (significant.length > 38 || (significant !== '' && (magnitude > 127 || magnitude < -127))) {
    throw invalidParameter(`The value of message (user) attribute '${name}' is out of range for a number.`);
  }
}
