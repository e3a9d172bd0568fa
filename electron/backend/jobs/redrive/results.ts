import type { FailureCode } from '../../../contract/failure.ts';
import { failureByCode } from '../../aws/failure-codes.ts';
import { fail, isFailure, toFailure, type FailureError } from '../../failures.ts';
import type { HandleResult, SendResult } from './model.ts';

// No message will do better before somebody mends it.
const jobCodes: ReadonlySet<FailureCode> = new Set([
  'NOT_FOUND',
  'ACCESS_DENIED',
  'KMS_DENIED',
  'CREDENTIALS_MISSING',
  'EXPIRED_TOKEN',
  'SSO_LOGIN_NEEDED',
  'MFA_NEEDED',
  'PROFILE_NOT_FOUND',
  'PROFILE_BROKEN',
  'WRONG_REGION',
  'UNSUPPORTED',
]);
const itemCodes: ReadonlySet<FailureCode> = new Set([
  'INVALID_INPUT',
  'AWS_REFUSED',
  'TOO_LARGE',
  'CONFLICT',
]);

/** Whose fault a failure is, where it is certain that nothing was stored; null where it is not. */
function blameOf({ code, data }: FailureError): 'item' | 'job' | 'busy' | null {
  if (jobCodes.has(code)) return 'job';
  // Cancelled before anything went out: afterwards it would be an unknown outcome.
  if (code === 'THROTTLED' || code === 'CANCELLED') return 'busy';
  if (code === 'NETWORK') return data.retryable ? 'busy' : null;
  return itemCodes.has(code) ? 'item' : null;
}

const known = (error: unknown): FailureError => (isFailure(error) ? error : fail('INTERNAL'));

/** What a failed request says of each of its entries. */
export function sendResultOf(error: unknown): SendResult {
  const failure = known(error);
  const whose = blameOf(failure);
  return whose
    ? { kind: 'refused', whose, failure: toFailure(failure) }
    : { kind: 'unknown', failure: toFailure(failure) };
}

/** A failed entry of an answered batch. */
export interface FailedEntry {
  Code?: string;
  Message?: string;
  SenderFault?: boolean;
}

function entryFailure(
  { Code = '', Message = '' }: FailedEntry,
  region: string,
  resource: string,
): FailureError {
  const found = failureByCode(Code, Message, region);
  return fail(found?.code ?? 'AWS_REFUSED', Message || found?.message, { awsCode: Code, resource });
}

/** What a failed entry says of its message: only the sender's fault, or throttling, is certain. */
export function sendResultOfEntry(entry: FailedEntry, region: string, queueUrl: string): SendResult {
  const failure = entryFailure(entry, region, queueUrl);
  const whose = blameOf(failure);
  if (whose === 'busy' || (entry.SenderFault && whose))
    return { kind: 'refused', whose, failure: toFailure(failure) };
  return { kind: 'unknown', failure: toFailure(failure) };
}

/** The same for deletes and changes of visibility, where nothing is lost by asking again. */
export function handleResultOf(error: unknown): HandleResult {
  const failure = known(error);
  const whose = blameOf(failure);
  return { kind: whose === 'item' ? 'lost' : (whose ?? 'unknown'), failure: toFailure(failure) };
}

export function handleResultOfEntry(entry: FailedEntry, region: string, queueUrl: string): HandleResult {
  return handleResultOf(entryFailure(entry, region, queueUrl));
}
