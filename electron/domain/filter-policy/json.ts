import { parseTree } from 'jsonc-parser';
import { type JsonNode, type Span, toNode } from './json-node.ts';

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
