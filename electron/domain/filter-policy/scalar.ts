import { toComparable } from './decimal.ts';
import type { JsonNode } from './json-node.ts';
import type { NumberValue, Scalar } from './condition.ts';

/** A number by value and spelling. */
export function toNumberValue(text: string): NumberValue {
  return { text, value: toComparable(text) };
}

/** A policy's plain value. */
export function toScalar(node: Exclude<JsonNode, { kind: 'object' | 'array' }>): Scalar {
  return node.kind === 'number' ? toNumberValue(node.text) : node.value;
}

/** Is this scalar a number? */
export function isNumber(scalar: Scalar): scalar is NumberValue {
  return typeof scalar === 'object' && scalar !== null;
}

/** Do two scalars have the same type and value? Numbers are compared by value, whatever their spelling. */
export function isEqual(a: Scalar, b: Scalar): boolean {
  if (!isNumber(a) || !isNumber(b)) return a === b;
  return a.value === null || b.value === null ? a.text === b.text : a.value === b.value;
}

/** A scalar as JSON writes it. */
export function scalarText(scalar: Scalar): string {
  return isNumber(scalar) ? scalar.text : JSON.stringify(scalar);
}

/** The name of a scalar's type. */
export function scalarType(scalar: Scalar): 'string' | 'number' | 'boolean' | 'null' {
  if (scalar === null) return 'null';
  if (isNumber(scalar)) return 'number';
  return typeof scalar === 'string' ? 'string' : 'boolean';
}
