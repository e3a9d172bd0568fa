import { AwsError } from '../errors.ts';
import { invalidValue, missingParameter } from './failures.ts';

/** Parameters of a request as they came. */
export type Input = Record<string, unknown>;

/** A text parameter; undefined when absent. */
export function optionalText(input: Input, name: string): string | undefined {
  const value = input[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'string') throw wrongType(name, 'String');
  return value;
}

/** A text parameter that must be there and not be empty. */
export function requiredText(input: Input, name: string): string {
  const value = optionalText(input, name);
  if (value === undefined || value === '') throw missingParameter(name);
  return value;
}

/** A whole number between two bounds, both included; undefined when absent. `rule` words the bounds as AWS does. */
export function optionalInteger(
  input: Input,
  name: string,
  [least, most]: readonly [number, number],
  rule = `Must be between ${least} and ${most}, if provided.`,
): number | undefined {
  const value = input[name];
  if (value === undefined || value === null) return undefined;
  if (typeof value !== 'number' || !Number.isInteger(value)) throw wrongType(name, 'Integer');
  if (value < least || value > most) throw invalidValue(value, name, rule);
  return value;
}

/** A list parameter; empty when absent. */
export function optionalList(input: Input, name: string): unknown[] {
  const value = input[name];
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) throw wrongType(name, 'List');
  return value;
}

/** A list of texts; empty when absent. */
export function textList(input: Input, name: string): string[] {
  return optionalList(input, name).map((value) => {
    if (typeof value !== 'string') throw wrongType(name, 'String');
    return value;
  });
}

/** A map parameter; undefined when absent. */
export function optionalMap(input: Input, name: string): Record<string, unknown> | undefined {
  const value = input[name];
  if (value === undefined || value === null) return undefined;
  return toStructure(value, name);
}

/** A map of texts; undefined when absent. */
export function textMap(input: Input, name: string): Record<string, string> | undefined {
  const map = optionalMap(input, name);
  if (!map) return undefined;
  return Object.fromEntries(Object.keys(map).map((key) => [key, optionalText(map, key) ?? '']));
}

/** A structure within a request. */
export function toStructure(value: unknown, name: string): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw wrongType(name, 'Structure');
  return Object.fromEntries(Object.entries(value));
}

function wrongType(name: string, wanted: string): AwsError {
  return new AwsError('SerializationException', `${name} can not be converted to ${wanted}`);
}
