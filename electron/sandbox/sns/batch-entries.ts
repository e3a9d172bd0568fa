import { SNS } from '../../domain/limits.ts';
import { type Input, textOf } from './input.ts';
import { refused } from './refusals.ts';

/** Refuses what AWS refuses as a whole: no entry, more than ten, bad or repeated ids. */
export function checkEntries(entries: readonly Input[]): void {
  if (entries.length === 0)
    throw refused('EmptyBatchRequest', "The batch request doesn't contain any entries.");
  if (entries.length > SNS.batchEntries)
    throw refused(
      'TooManyEntriesInBatchRequest',
      'The batch request contains more entries than permissible.',
    );
  const ids = entries.map((entry) => textOf(entry, 'Id') ?? '');
  if (new Set(ids).size !== ids.length)
    throw refused('BatchEntryIdsNotDistinct', 'Two or more batch entries in the request have the same Id.');
  for (const id of ids) {
    if (id.length > SNS.batchIdLength)
      throw refused('InvalidBatchEntryId', `The Id of a batch entry in the batch request is too long: ${id}`);
    if (!/^[A-Za-z0-9_-]+$/.test(id))
      throw refused(
        'InvalidBatchEntryId',
        `The Id of a batch entry in the batch request contains an impermissible character: ${id}`,
      );
  }
}
