import type { JsonNode } from './json-node.ts';
import { parseJson } from './json.ts';

/** A number whose spelling a double would not keep. */
export class ExactNumber {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
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
