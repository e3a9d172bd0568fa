/** Any run of characters. */
export const STAR = Symbol('*');
/** Any one character. */
export const ANY = Symbol('?');

/** A pattern, one entry a character, so that what came out of a variable stays literal. */
export type Glob = ReadonlyArray<string | typeof STAR | typeof ANY>;

/** Reads `*` and `?` in a text. */
export function toGlob(text: string): Glob {
  return Array.from(text, (character) => (character === '*' ? STAR : character === '?' ? ANY : character));
}

/** The same pattern with its letters in lower case. */
export function toLowerCase(glob: Glob): Glob {
  return glob.map((part) => (typeof part === 'string' ? part.toLowerCase() : part));
}

/** Does the whole text match the pattern? */
export function matchesGlob(glob: Glob, text: string): boolean {
  const characters = Array.from(text);
  let at = 0;
  let position = 0;
  // Where the last star stands, and up to where it reaches so far.
  let star = -1;
  let reach = 0;
  while (position < characters.length) {
    const part = glob[at];
    if (part === STAR) {
      star = at++;
      reach = position;
    } else if (part === ANY || (part !== undefined && part === characters[position])) {
      at += 1;
      position += 1;
    } else if (star >= 0) {
      at = star + 1;
      position = ++reach;
    } else {
      return false;
    }
  }
  while (glob[at] === STAR) at += 1;
  return at === glob.length;
}

/** Cuts a pattern at its literal colons into ARN parts, the sixth holding the rest; null when there are fewer. */
export function toArnGlobs(glob: Glob): Glob[] | null {
  const parts: Array<Array<Glob[number]>> = [[]];
  for (const part of glob) {
    if (part === ':' && parts.length < 6) parts.push([]);
    else parts.at(-1)?.push(part);
  }
  return parts.length === 6 ? parts : null;
}
