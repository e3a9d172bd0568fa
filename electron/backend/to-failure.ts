import { ORPCError, ValidationError } from '@orpc/server';
import { fail, isFailure, type FailureError } from './failures.ts';
import type { Log } from './host.ts';
import { toStorageFailure } from './store/storage-failure.ts';

/** Turns anything that was thrown into a failure of the contract. What has no place there is INTERNAL: logged with its stack, shown without. */
export function toFailureError(thrown: unknown, action: string, log: Log): FailureError {
  if (isFailure(thrown)) return thrown;
  if (
    thrown instanceof ORPCError &&
    thrown.code === 'BAD_REQUEST' &&
    thrown.cause instanceof ValidationError
  ) {
    return invalidInput(thrown.cause);
  }
  const storage = toStorageFailure(thrown);
  if (storage) {
    log.error({ action, failure: storage.message }, 'the data folder failed');
    return storage;
  }
  const error = thrown instanceof Error ? thrown : new Error(String(thrown));
  const cause =
    error.cause instanceof ValidationError ? JSON.stringify(error.cause.issues.map(toIssue)) : undefined;
  log.error({ action, stack: error.stack, cause }, 'a call failed unexpectedly');
  return fail('INTERNAL');
}

type Issue = ValidationError['issues'][number];

function toIssue(issue: Issue): { message: string; field: string } {
  const field = (issue.path ?? [])
    .map((step) => String(typeof step === 'object' ? step.key : step))
    .join('.');
  return { message: issue.message, field };
}

function invalidInput(cause: ValidationError): FailureError {
  const issues = cause.issues.map(toIssue);
  const message = issues
    .map((issue) => (issue.field ? `${issue.field}: ${issue.message}` : issue.message))
    .join('; ');
  return fail('INVALID_INPUT', message, { field: issues[0]?.field });
}
