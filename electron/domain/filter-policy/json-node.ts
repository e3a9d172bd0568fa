import type { Node } from 'jsonc-parser';

/** Where something stands in a text: UTF-16 offset and length. */
export interface Span {
  offset: number;
  length: number;
}

/** A JSON value with its place in the text; numbers keep their spelling, objects their repeated keys. */
export type JsonNode = Span &
  (
    | { kind: 'object'; members: Array<{ key: string; span: Span; value: JsonNode }> }
    | { kind: 'array'; items: JsonNode[] }
    | { kind: 'string'; value: string }
    | { kind: 'number'; text: string }
    | { kind: 'literal'; value: boolean | null }
  );

/** A value as the parser gives it, with its place in the text. */
export function toNode(node: Node, text: string): JsonNode {
  const { offset, length } = node;
  switch (node.type) {
    case 'object':
      return {
        offset,
        length,
        kind: 'object',
        members: (node.children ?? []).map((member) => toMember(member, text)),
      };
    case 'array':
      return {
        offset,
        length,
        kind: 'array',
        items: (node.children ?? []).map((item) => toNode(item, text)),
      };
    case 'string':
      return { offset, length, kind: 'string', value: String(node.value) };
    case 'number':
      return { offset, length, kind: 'number', text: text.slice(offset, offset + length) };
    default:
      return { offset, length, kind: 'literal', value: node.type === 'boolean' ? node.value === true : null };
  }
}

function toMember(property: Node, text: string): { key: string; span: Span; value: JsonNode } {
  const [key, value] = property.children ?? [];
  if (!key || !value) throw new SyntaxError('Unexpected end of JSON input');
  const span = { offset: key.offset, length: key.length };
  return { key: String(key.value), span, value: toNode(value, text) };
}
