import { ORPCError } from '@orpc/server';
import { failures, type Failure, type FailureCode, type FailureData } from '../contract/failure.ts';

/** A failure on its way out of a handler; crosses the wire as code, message and data. */
export type FailureError = ORPCError<FailureCode, FailureData>;

/**
 * Makes a failure to throw.
 * @param code one of the contract's codes
 * @param message what happened, for people; defaults to the code's own line
 * @param data what the page may show or act on; `retryable` is false unless said
 */
export function fail(code: FailureCode, message?: string, data: Partial<FailureData> = {}): FailureError {
  const present = Object.fromEntries(Object.entries(data).filter(([, value]) => value !== undefined));
  return new ORPCError(code, { message: message ?? failures[code], data: { retryable: false, ...present } });
}

/** Tells a failure of ours from anything else that was thrown. */
export function isFailure(error: unknown): error is FailureError {
  return error instanceof ORPCError && error.code in failures;
}

/** A failure as plain data, for lists in which each item may fail alone. */
export function toFailure(error: FailureError): Failure {
  return { ...error.data, code: error.code, message: error.message };
}
