import { AwsError } from '../errors.ts';
import type { Input } from './input.ts';
import type { MessageAttribute } from './message-model.ts';
import { invalidValue } from './refusals.ts';
import { checkName } from './attribute-name.ts';

/** Reads and checks `MessageAttributes`; `entry` is the number of a batch entry, from 1. [SNS DG sns-message-attributes] */
export function parseMessageAttributes(input: Input, entry?: number): Record<string, MessageAttribute> {
  const given = input.MessageAttributes;
  if (given === undefined || given === '' || typeof given !== 'object' || given === null) return {};
  return Object.fromEntries(
    Object.entries(given).map(([name, value]) => [name, parseAttribute(name, value, entry)]),
  );
}

/** Bytes of the attributes as they count toward the size of a message: name, type and value. */
export function attributesSize(attributes: Record<string, MessageAttribute>): number {
  return Object.entries(attributes).reduce(
    (sum, [name, { Type, Value }]) =>
      sum +
      Buffer.byteLength(name) +
      Buffer.byteLength(Type) +
      Buffer.byteLength(Value, Type.startsWith('Binary') ? 'base64' : 'utf8'),
    0,
  );
}

function parseAttribute(name: string, given: unknown, entry: number | undefined): MessageAttribute {
  checkName(name);
  const fields = new Map<string, unknown>(Object.entries(given ?? {}));
  const type = fields.get('DataType');
  if (typeof type !== 'string') {
    const at = entry === undefined ? '' : `publishBatchRequestEntries.${entry}.member.`;
    throw new AwsError(
      'ValidationError',
      `1 validation error detected: Value null at '${at}messageAttributes.${name}.member.dataType' failed to satisfy constraint: Member must not be null`,
    );
  }
  if (!/^(String|Number|Binary)(\..+)?$/.test(type))
    throw invalidValue(
      `The message attribute '${name}' has an invalid message attribute type, the set of supported type prefixes is Binary, Number, and String.`,
    );
  const kind = type.startsWith('Binary') ? 'Binary' : 'String';
  const empty = `The message attribute '${name}' must contain non-empty message attribute value for message attribute type '${type}'.`;
  if (!fields.has('StringValue') && !fields.has('BinaryValue')) throw invalidValue(empty);
  const value = fields.get(`${kind}Value`);
  if (typeof value !== 'string')
    throw invalidValue(`The message attribute '${name}' with type '${type}' must use field '${kind}'.`);
  if (value === '') throw invalidValue(empty);
  if (/^Number(\.|$)/.test(type) && !/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(value.trim()))
    throw invalidValue(`Could not cast message attribute '${name}' value to number.`);
  return { Type: type, Value: value };
}
