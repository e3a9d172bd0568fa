/** A pattern as the texts between its stars. */
export type Wildcard = readonly string[];

/** Reads a pattern: `*` is any run of characters, `\*` and `\\` are literal. A refusal is in event-ruler's words. */
export function parseWildcard(pattern: string): { wildcard: Wildcard } | { error: string } {
  const parts = [''];
  for (let i = 0; i < pattern.length; i++) {
    const character = pattern[i] ?? '';
    const next = pattern[i + 1];
    if (character === '*') {
      if (next === '*') return { error: `Consecutive wildcard characters at pos ${i}` };
      parts.push('');
    } else if (character === '\\') {
      if (next !== '*' && next !== '\\') return { error: `Invalid escape character at pos ${i}` };
      parts[parts.length - 1] += next;
      i += 1;
    } else {
      parts[parts.length - 1] += character;
    }
  }
  return { wildcard: parts };
}

/** Stars in a pattern. */
export function countStars(wildcard: Wildcard): number {
  return wildcard.length - 1;
}

/** Does the whole text match? Each part is taken at its first place, so that the time is linear in practice. */
export function matchesWildcard(wildcard: Wildcard, text: string): boolean {
  const [first = '', ...rest] = wildcard;
  const last = rest.pop();
  if (last === undefined) return text === first;
  if (!text.startsWith(first) || text.length < first.length + last.length || !text.endsWith(last))
    return false;
  const end = text.length - last.length;
  let from = first.length;
  for (const part of rest) {
    const at = text.indexOf(part, from);
    if (at < 0 || at + part.length > end) return false;
    from = at + part.length;
  }
  return true;
}
