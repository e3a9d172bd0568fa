import { AwsError } from '../errors.ts';
import { batchError } from './failures.ts';
import { type Input, optionalList, optionalText, toStructure } from './input.ts';

/** One entry of a batch request. */
export interface BatchEntry {
  id: string;
  input: Input;
}

/** Reads the entries of a batch and checks what AWS refuses as a whole: none, more than ten, bad or repeated ids. */
export function parseEntries(input: Input, kind: string, known: readonly string[]): BatchEntry[] {
  const list = optionalList(input, 'Entries');
  if (list.length === 0) {
    throw batchError('EmptyBatchRequest', `There should be at least one ${kind} in the request.`);
  }
  if (list.length > 10) {
    throw batchError(
      'TooManyEntriesInBatchRequest',
      `Maximum number of entries per request are 10. You have sent ${list.length}.`,
    );
  }
  const ids = new Set<string>();
  return list.map((item) => {
    const entry = toStructure(item, kind);
    for (const parameter in entry) {
      if (parameter !== 'Id' && !known.includes(parameter)) {
        throw new AwsError('ValidationError', `Unknown parameter ${parameter}`);
      }
    }
    const id = optionalText(entry, 'Id') ?? '';
    if (!/^[A-Za-z0-9_-]{1,80}$/.test(id)) {
      throw batchError(
        'InvalidBatchEntryId',
        'A batch entry id can only contain alphanumeric characters, hyphens and underscores. It can be at most 80 letters long.',
      );
    }
    if (ids.has(id)) throw batchError('BatchEntryIdsNotDistinct', `Id ${id} repeated.`);
    ids.add(id);
    return { id, input: entry };
  });
}
