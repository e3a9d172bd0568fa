import { missing, validationError } from './refusals.ts';

/** Parameters, or a structure among them. */
export type Input = Record<string, unknown>;

/** A structure; fails when there is none. */
export function structureOf(value: unknown, name: string): Input {
  if (value === undefined || value === null) throw missing(name);
  if (typeof value !== 'object' || Array.isArray(value)) throw validationError(`${name} is not a structure`);
  return { ...value };
}

/** A list; empty where it is absent. */
export function listOf(value: unknown, name: string): unknown[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) throw validationError(`${name} is not a list`);
  return value;
}

/** A text; undefined where it is absent. */
export function textOf(value: unknown, name: string): string | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'string') throw validationError(`${name} is not a text`);
  return value;
}

/** A text that must be there. */
export function requiredText(value: unknown, name: string): string {
  const text = textOf(value, name);
  if (!text) throw missing(name);
  return text;
}

/** A time, given in epoch seconds, as epoch ms. */
export function timeOf(value: unknown, name: string): number {
  if (value === undefined || value === null) throw missing(name);
  if (typeof value !== 'number' || !Number.isFinite(value))
    throw validationError(`${name} is not a timestamp`);
  return Math.round(value * 1000);
}

/** A period in seconds: a multiple of sixty (the metrics here have no finer points). */
export function periodOf(value: unknown): number {
  if (value === undefined || value === null) throw missing('Period');
  const fine = [1, 5, 10, 20, 30];
  if (typeof value !== 'number' || !(value > 0 && (value % 60 === 0 || fine.includes(value))))
    throw validationError('The parameter Period must be 1, 5, 10, 20, 30 or a multiple of 60.');
  return Math.max(60, value);
}
