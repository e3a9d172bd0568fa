/** Where a text stops being JSON, or null when it is JSON. Positions as the engine tells them, when it does. */
export function jsonProblem(text: string): string | null {
  try {
    JSON.parse(text);
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

const tokens = /"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s"{}[\],:]+/g;

/**
 * Indents a JSON text without changing a token: numbers keep their digits, strings their escapes, keys their order and
 * their doubles. Text that is no JSON comes back as null.
 */
export function indentJson(text: string, indent = '  '): string | null {
  if (jsonProblem(text) !== null) return null;
  const words = text.match(tokens) ?? [];
  let out = '';
  let depth = 0;
  const line = (): string => `\n${indent.repeat(depth)}`;
  for (const [at, word] of words.entries()) {
    const next = words[at + 1];
    if (word === '{' || word === '[') {
      out += word;
      if (next === '}' || next === ']') continue;
      depth += 1;
      out += line();
    } else if (word === '}' || word === ']') {
      const before = words[at - 1];
      if (before !== '{' && before !== '[') {
        depth -= 1;
        out += line();
      }
      out += word;
    } else if (word === ',') out += `,${line()}`;
    else if (word === ':') out += ': ';
    else out += word;
  }
  return out;
}

/** A JSON text without white space, its tokens unchanged. Text that is no JSON comes back as null. */
export function minifyJson(text: string): string | null {
  return jsonProblem(text) === null ? (text.match(tokens) ?? []).join('') : null;
}

/** The beginning of a body on one line, white space folded, for a list. */
export function firstWords(body: string, length = 160): string {
  const folded = body
    .slice(0, length * 4)
    .replace(/\s+/g, ' ')
    .trim();
  return folded.length > length ? `${folded.slice(0, length)}…` : folded;
}
