import { refuse } from './export-fault.ts';

/** A JSON object. */
export type Fields = Record<string, unknown>;

/** Is this a JSON object? */
export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A field that has to be a text. */
export function text(value: unknown, field: string): string {
  return typeof value === 'string' ? value : refuse('not-text', field, 'this has to be a text.');
}

/** A field that is a text or not there. */
export function optionalText(value: unknown, field: string): string | null {
  return value == null ? null : text(value, field);
}

/** A field that is a time in epoch ms, or not there. */
export function time(value: unknown, field: string): number | null {
  if (value == null) return null;
  if (typeof value !== 'number' || !Number.isFinite(value))
    refuse('not-number', field, 'a time is in milliseconds.');
  return value;
}
