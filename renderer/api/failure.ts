import { ORPCError } from '@orpc/client';
import {
  failureCodes,
  failureData,
  type Failure,
  type FailureCode,
} from '../../electron/contract/failure.ts';

/** What every call of the page rejects with. */
export class CallFailed extends Error {
  readonly failure: Failure;
  constructor(failure: Failure) {
    super(failure.message);
    this.name = 'CallFailed';
    this.failure = failure;
  }
}

const known: ReadonlySet<string> = new Set(failureCodes);
const isCode = (code: string): code is FailureCode => known.has(code);

/**
 * Brings whatever a call threw into the contract's one shape. The error's class and name cannot be trusted across
 * the wire and minifying, so only the signal, the code and the data are asked.
 */
export function toFailure(error: unknown, signal?: AbortSignal): Failure {
  if (signal?.aborted) return { code: 'CANCELLED', message: '', retryable: true };
  if (error instanceof CallFailed) return error.failure;
  if (error instanceof ORPCError && isCode(error.code)) {
    const data = failureData.safeParse(error.data);
    return { ...(data.success ? data.data : { retryable: false }), code: error.code, message: error.message };
  }
  if (error instanceof ORPCError)
    return {
      code: error.code === 'BAD_REQUEST' ? 'INVALID_INPUT' : 'INTERNAL',
      message: error.message,
      retryable: false,
    };
  // Nothing that the backend said: the transport broke under the call.
  return { code: 'DISCONNECTED', message: error instanceof Error ? error.message : '', retryable: true };
}
