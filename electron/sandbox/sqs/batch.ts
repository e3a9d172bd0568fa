import { AwsError } from '../errors.ts';
import type { BatchEntry } from './batch-entries.ts';

/** An entry that failed; the others are unharmed. */
export interface BatchFailure {
  Id: string;
  SenderFault: boolean;
  Code: string;
  Message: string;
}

/** Does each entry by itself: AWS errors become its failure, the answer is 200 all the same. */
export function runBatch<T extends { Id: string }>(
  entries: readonly BatchEntry[],
  act: (entry: BatchEntry) => T,
): { Successful: T[]; Failed?: BatchFailure[] } {
  const successful: T[] = [];
  const failed: BatchFailure[] = [];
  for (const entry of entries) {
    try {
      successful.push(act(entry));
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      failed.push({
        Id: entry.id,
        SenderFault: error.fault === 'Sender',
        Code: error.code,
        Message: error.message,
      });
    }
  }
  return failed.length > 0 ? { Successful: successful, Failed: failed } : { Successful: successful };
}
