import { parse, type ParseError, printParseErrorCode } from 'jsonc-parser';

/** A place in a text, as editors count: both from 1, the column in UTF-16 units. */
export interface TextPlace {
  line: number;
  column: number;
}

/** Line and column of an offset; CRLF, LF and CR each end a line. */
export function placeOf(text: string, offset: number): TextPlace {
  let line = 1;
  let start = 0;
  for (const { index, 0: end } of text.slice(0, offset).matchAll(/\r\n|\r|\n/g)) {
    line += 1;
    start = index + end.length;
  }
  return { line, column: offset - start + 1 };
}

/** What the reader of JSON expected or refused where a text stops being JSON. */
export type JsonFault = 'value' | 'property' | 'colon' | 'comma' | 'close' | 'end' | 'string' | 'symbol';

/** Where and why a text is no JSON. */
export interface JsonProblem extends TextPlace {
  fault: JsonFault;
}

const faults: Readonly<Record<string, JsonFault>> = {
  ValueExpected: 'value',
  PropertyNameExpected: 'property',
  ColonExpected: 'colon',
  CommaExpected: 'comma',
  CloseBraceExpected: 'close',
  CloseBracketExpected: 'close',
  EndOfFileExpected: 'end',
  UnexpectedEndOfString: 'string',
  InvalidUnicode: 'string',
  InvalidEscapeCharacter: 'string',
  InvalidCharacter: 'string',
};

/** The first place at which a text is no JSON; null when it is. [RFC 8259] */
export function findJsonProblem(text: string): JsonProblem | null {
  try {
    JSON.parse(text);
    return null;
  } catch {
    const errors: ParseError[] = [];
    parse(text, errors, { disallowComments: true });
    const [first] = errors;
    // What this reader lets pass though the language does not: said for the whole.
    if (!first) return { line: 1, column: 1, fault: 'symbol' };
    const fault = faults[printParseErrorCode(first.error)] ?? 'symbol';
    return { ...placeOf(text, first.offset), fault };
  }
}
