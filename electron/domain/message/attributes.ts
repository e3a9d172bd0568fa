import type { MessageAttribute, MessageAttributes } from '../../contract/messages.ts';
import { fromBase64, toBase64 } from './bytes.ts';

/** An attribute as the SQS and SNS APIs take it; `BinaryValue` as bytes (SDK) or base64 (wire). */
export interface ApiAttribute {
  DataType?: string | undefined;
  StringValue?: string | undefined;
  BinaryValue?: Uint8Array | string | undefined;
}

/** An attribute as an SNS notification envelope carries it; a Binary `Value` is base64. */
export interface EnvelopeAttribute {
  Type: string;
  Value: string;
}

/** An attribute in any of its three spellings; the functions of this folder take them all. */
export type AnyAttribute = MessageAttribute | ApiAttribute | EnvelopeAttribute;

/** Attributes by name in any spelling. */
export type AnyAttributes = Readonly<Record<string, AnyAttribute>>;

/** Is this data type `Binary`, with or without a custom suffix (`Binary.gif`)? */
export function isBinaryType(type: string): boolean {
  return baseType(type) === 'Binary';
}

/** The part of a data type that AWS gives a meaning: `Number` of `Number.int`. */
export function baseType(type: string): string {
  const dot = type.indexOf('.');
  return dot < 0 ? type : type.slice(0, dot);
}

/** An attribute in the one spelling used inside Spillway. An absent value becomes ''. */
export function toMessageAttribute(attribute: AnyAttribute): MessageAttribute {
  if ('Type' in attribute) {
    return { type: attribute.Type, binary: isBinaryType(attribute.Type), value: attribute.Value };
  }
  if ('type' in attribute) return attribute;
  const { DataType: type = '', StringValue: text, BinaryValue: bytes } = attribute;
  if (bytes === undefined) return { type, binary: isBinaryType(type), value: text ?? '' };
  return { type, binary: true, value: typeof bytes === 'string' ? bytes : toBase64(bytes) };
}

/** All attributes in the one spelling used inside Spillway; absent attributes become `{}`. */
export function toMessageAttributes(attributes: AnyAttributes | undefined): MessageAttributes {
  return mapAttributes(attributes ?? {}, toMessageAttribute);
}

/** Attributes as the SDK clients take them, binary values as bytes. */
export function toSdkAttributes(
  attributes: MessageAttributes,
): Record<string, { DataType: string; StringValue?: string; BinaryValue?: Uint8Array<ArrayBuffer> }> {
  return mapAttributes(attributes, ({ type, binary, value }) =>
    binary ? { DataType: type, BinaryValue: fromBase64(value) } : { DataType: type, StringValue: value },
  );
}

/** Attributes as the JSON protocol writes them, binary values as base64. */
export function toWireAttributes(
  attributes: MessageAttributes,
): Record<string, { DataType: string; StringValue?: string; BinaryValue?: string }> {
  return mapAttributes(attributes, ({ type, binary, value }) =>
    binary ? { DataType: type, BinaryValue: value } : { DataType: type, StringValue: value },
  );
}

/** Attributes as SNS writes them into its notification envelope. [SNS DG sns-message-and-json-formats] */
export function toEnvelopeAttributes(attributes: MessageAttributes): Record<string, EnvelopeAttribute> {
  return mapAttributes(attributes, ({ type, value }) => ({ Type: type, Value: value }));
}

function mapAttributes<A, B>(
  attributes: Readonly<Record<string, A>>,
  map: (attribute: A) => B,
): Record<string, B> {
  return Object.fromEntries(Object.entries(attributes).map(([name, attribute]) => [name, map(attribute)]));
}
