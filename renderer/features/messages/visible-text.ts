/** What no font shows: controls, and the marks that turn the direction of a text. */
const unseen = /[\p{Cc}\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/gu;

/** A text for one line of a list, with what cannot be seen written as its code point: `\u{202e}` turns nothing there. */
export const visibleText = (text: string): string =>
  text.replace(unseen, (character) =>
    character === '\t' || character === '\n' || character === '\r'
      ? ' '
      : `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`,
  );
