// What SQS takes in bodies and attribute values: no other control characters, no lone surrogates, no U+FFFE and U+FFFF.
const FORBIDDEN = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/u;

/** The first character that SQS refuses in bodies and attribute values; undefined when there is none. */
export function forbiddenCharacter(text: string): string | undefined {
  return FORBIDDEN.exec(text)?.[0];
}

/** A character as XML names it: `#xB`. */
export function codeOf(character: string): string {
  return `#x${(character.codePointAt(0) ?? 0).toString(16).toUpperCase()}`;
}
