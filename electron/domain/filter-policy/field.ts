import { ExactNumber, parseExactly } from './exact.ts';
import type { Scalar } from './condition.ts';
import { toNumberValue } from './scalar.ts';

/** A value of a message, with the array elements it lies in: pairs of array id and index. */
export interface Field {
  scalar: Scalar;
  membership: readonly number[];
}

/** The values of a message by path, as far as a policy names them. */
export type Fields = ReadonlyMap<string, readonly Field[]>;

/** Why a message passes no policy at all, whatever its conditions say. */
export type Unfit =
  /** No attribute that a filter sees: metric FilteredOut-NoMessageAttributes. */
  | { unfit: 'no-attributes' }
  /** A named String.Array attribute is no JSON: metric FilteredOut-InvalidAttributes. */
  | { unfit: 'invalid-attribute'; name: string }
  /** The text is no JSON object: metric FilteredOut-InvalidMessageBody. */
  | { unfit: 'body-not-object' }
  /** The body is an object without any key. */
  | { unfit: 'empty-body' };

/** Paths that a policy names, and all beginnings of these. */
export interface Wanted {
  paths: ReadonlySet<string>;
  prefixes: ReadonlySet<string>;
}

/** A value that a condition can be held against; undefined for lists and objects. */
export function asScalar(value: unknown): Scalar | undefined {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number') return toNumberValue(String(value));
  return value instanceof ExactNumber ? toNumberValue(value.text) : undefined;
}

/** JSON with its numbers exact; undefined where the text is none. */
export function parseOrUndefined(text: string): unknown {
  try {
    // A double holds fifteen digits; longer numbers are read exactly.
    return /[\d.]{16}/.test(text) ? parseExactly(text) : (JSON.parse(text) as unknown);
  } catch {
    return undefined;
  }
}
