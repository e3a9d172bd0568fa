import { invalidParameter } from './failures.ts';
import { optionalText, toStructure } from './input.ts';
import { checkName } from './attribute-name.ts';
import { checkNumber } from './attribute-number.ts';
import { codeOf, forbiddenCharacter } from './characters.ts';

/** A user attribute as the JSON protocol carries it; `BinaryValue` is base64. */
export interface MessageAttribute {
  DataType: string;
  StringValue?: string;
  BinaryValue?: string;
}

/** User attributes by name. */
export type MessageAttributes = Record<string, MessageAttribute>;

/** Reads one attribute: its type, and the one value that goes with it. */
export function parseAttribute(
  name: string,
  value: unknown,
  owner: 'user' | 'system' = 'user',
): MessageAttribute {
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
