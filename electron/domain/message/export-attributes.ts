import type { MessageAttribute, MessageAttributes } from '../../contract/messages.ts';
import { isBinaryType } from './attributes.ts';
import { isBase64 } from './bytes.ts';
import { refuse } from './export-fault.ts';
import { type Fields, isFields, text } from './export-fields.ts';

/** User attributes as SQS's JSON writes them. */
export function toAttributes(value: unknown): MessageAttributes {
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

/** System attributes, received or to be sent, as texts by name. */
export function toSystem(fields: Fields): Record<string, string> {
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
