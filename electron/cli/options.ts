import { InvalidArgumentError } from 'commander';

/** Reads a whole number of an option. */
export function integer(min: number, max: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (!/^\d+$/.test(text) || value < min || value > max) {
      throw new InvalidArgumentError(`It takes a whole number from ${min} to ${max}.`);
    }
    return value;
  };
}

/** Reads a number of an option. */
export function number(min: number, max: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (!/^\d+(\.\d+)?$/.test(text) || value < min || value > max) {
      throw new InvalidArgumentError(`It takes a number from ${min} to ${max}.`);
    }
    return value;
  };
}

/** Gathers the values of an option that may be repeated. */
export function collect(text: string, previous: string[]): string[] {
  return [...previous, text];
}

/** Gathers values written with commas between them; the option may be repeated. */
export function collectList(text: string, previous: string[]): string[] {
  const found = text.split(',').map((part) => part.trim());
  if (found.some((part) => part === '')) {
    throw new InvalidArgumentError('It takes values with commas between them.');
  }
  return [...previous, ...found];
}

/** Reads whole numbers with commas between them. */
export function integers(min: number, max: number): (text: string) => number[] {
  const one = integer(min, max);
  return (text) => text.split(',').map((part) => one(part.trim()));
}
