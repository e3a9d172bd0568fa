import { type Node, parseTree } from 'jsonc-parser';

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

/** A number whose spelling a double would not keep. */
export class ExactNumber {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

/** Reads strict JSON into nodes; a failure names what is wrong and where. */
export function parseJson(text: string): { node: JsonNode } | { error: string; span: Span } {
  try {
    JSON.parse(text);
    const root = parseTree(text, [], { disallowComments: true });
    if (root) return { node: toNode(root, text) };
    return { error: 'No content to map', span: { offset: 0, length: text.length } };
  } catch (error) {
    return { error: describeSyntaxError(error), span: firstError(text) };
  }
}

/** A JSON value with numbers as {@link ExactNumber}; throws on what is no JSON. */
export function parseExactly(text: string): unknown {
  const parsed = parseJson(text);
  if ('error' in parsed) throw new SyntaxError(parsed.error);
  return toValue(parsed.node);
}

function toValue(node: JsonNode): unknown {
  switch (node.kind) {
    case 'object':
      return Object.fromEntries(node.members.map(({ key, value }) => [key, toValue(value)]));
    case 'array':
      return node.items.map(toValue);
    case 'number':
      return new ExactNumber(node.text);
    default:
      return node.value;
  }
}

function toNode(node: Node, text: string): JsonNode {
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

function describeSyntaxError(error: unknown): string {
  if (error instanceof RangeError) return 'Document nesting depth exceeds the maximum allowed';
  return error instanceof Error ? error.message : String(error);
}

function firstError(text: string): Span {
  const errors: Array<{ offset: number; length: number }> = [];
  try {
    parseTree(text, errors as Parameters<typeof parseTree>[1], { disallowComments: true });
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
  }
  const [first] = errors;
  return first ? { offset: first.offset, length: first.length } : { offset: 0, length: text.length };
}
