import { parseArn } from '../../../domain/arn.ts';

/** Where a row stands: account and region of its topic or subscription, and a name. */
export function keyOf(arn: string, name: string): { account: string; region: string; name: string } {
  const { account = '', region = '' } = parseArn(arn) ?? {};
  return { account, region, name };
}

/** A resource as the text of its row; maps are written as lists of pairs. */
export function write(resource: object): string {
  return JSON.stringify(resource, (_, value: unknown) =>
    value instanceof Map ? { $map: [...value] } : value,
  );
}

/** What {@link write} wrote. */
export function read<T>(row: string): T {
  return JSON.parse(row, (_, value: unknown) => (isMap(value) ? new Map(value.$map) : value)) as T;
}

function isMap(value: unknown): value is { $map: Array<[unknown, unknown]> } {
  return typeof value === 'object' && value !== null && '$map' in value && Array.isArray(value.$map);
}
