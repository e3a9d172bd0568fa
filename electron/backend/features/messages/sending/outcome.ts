import type { Failure } from '../../../../contract/failure.ts';
import type { SendOutcome } from '../../../../contract/messages-send.ts';

/** What became of one message of a request. */
export interface EntryResult {
  outcome: Exclude<SendOutcome, 'waiting' | 'heldBack'>;
  messageId: string | null;
  sequenceNumber: string | null;
  /** Whether the endpoint returned a digest of the body to compare. */
  checked: boolean;
  failure: Failure | null;
}

/** A message that went with this failure: refused (surely not stored) or unknown. */
export function failedEntry(failure: Failure, unknown = isUnknown(failure)): EntryResult {
  return {
    outcome: unknown ? 'unknown' : 'refused',
    messageId: null,
    sequenceNumber: null,
    checked: false,
    failure,
  };
}

/** Whether a failed send may have been carried out all the same. */
export function isUnknown({ code, retryable }: Failure): boolean {
  // NETWORK says `retryable` when the request cannot have arrived.
  if (code === 'NETWORK') return !retryable;
  return ['OUTCOME_UNKNOWN', 'TIMEOUT', 'AWS_FAULT', 'INTERNAL'].includes(code);
}
