import { invalidParameter, refused } from './refusals.ts';

/** Parameters of a request as the query protocol carries them. */
export type Input = Record<string, unknown>;

/** A text parameter; undefined where it is absent. */
export function textOf(input: Input, name: string): string | undefined {
  const value = input[name];
  if (value === undefined || typeof value === 'string') return value;
  throw refused('MalformedInput', `${name} is not a text`);
}

/** A text parameter that must be there. */
export function requiredText(input: Input, name: string): string {
  const value = textOf(input, name);
  if (value === undefined) throw invalidParameter(`${name} Reason: no value for required parameter`);
  return value;
}

/** A true or false parameter; false where it is absent. */
export function flagOf(input: Input, name: string): boolean {
  return textOf(input, name)?.toLowerCase() === 'true';
}

/** A map of texts; empty where it is absent. */
export function mapOf(input: Input, name: string): Record<string, string> {
  const value = input[name];
  if (value === undefined || value === '') return {};
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw refused('MalformedInput', `${name} is not a map`);
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => {
      if (typeof item !== 'string') throw refused('MalformedInput', `${name}.${key} is not a text`);
      return [key, item];
    }),
  );
}

/** A list; empty where it is absent (an empty list is written as `Name=`). */
export function listOf(input: Input, name: string): unknown[] {
  const value = input[name];
  if (value === undefined || value === '') return [];
  if (!Array.isArray(value)) throw refused('MalformedInput', `${name} is not a list`);
  return value;
}

/** A list of texts; empty where it is absent. */
export function textsOf(input: Input, name: string): string[] {
  return listOf(input, name).filter((item) => typeof item === 'string');
}

/** A list of structures; empty where it is absent. */
export function structuresOf(input: Input, name: string): Input[] {
  return listOf(input, name).filter(
    (item): item is Input => typeof item === 'object' && item !== null && !Array.isArray(item),
  );
}
