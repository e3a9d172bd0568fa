import type { FailureCode, FailureData } from '../../contract/failure.ts';
import { fail, isFailure } from '../failures.ts';
import { failureByCode } from './failure-codes.ts';
import { deniedAction, iamActionOf } from './iam-action.ts';

/** What is known of the call that failed. */
export interface FailedCall {
  /** Such as `SendMessage`. */
  operation: string;
  /** `sqs`, `sns`, `sts`: the prefix of IAM actions. */
  service: string;
  profile: string;
  region: string;
  resource?: string;
  /** Whether the request left for the endpoint. */
  sent: boolean;
}

interface AwsThrown extends Error {
  Code?: unknown;
  code?: unknown;
  Error?: { Code?: unknown };
  $fault?: unknown;
  $metadata?: { httpStatusCode?: number; requestId?: string };
  $response?: { statusCode?: number };
}

// Connection refused or never made: the request cannot have arrived.
const neverArrived =
  /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|EADDRNOTAVAIL|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO|ERR_TLS|ERR_INVALID_URL)/;
const network =
  /^(E[A-Z]{3,}|EAI_AGAIN|CERT_\w+|DEPTH_ZERO\w+|SELF_SIGNED\w+|UNABLE_TO\w+|ERR_TLS\w+|ERR_SSL\w+|UND_ERR\w+)$/;

/** Whether repeating an operation could do a thing twice. */
export function changesThings(operation: string): boolean {
  return !/^(Get|Head|List|Describe|Receive|ChangeMessageVisibility)/.test(operation);
}

/** Turns what an AWS client throws into a failure; what it cannot place comes back as it was. The one place for it. */
export function toAwsFailure(thrown: unknown, call: FailedCall): unknown {
  if (isFailure(thrown) || !(thrown instanceof Error)) return thrown;
  const error = thrown as AwsThrown;
  const changes = changesThings(call.operation);
  const unanswered = changes && call.sent;
  const data: Partial<FailureData> = { profile: call.profile, resource: call.resource };

  if (error.name === 'AbortError') {
    return unanswered ? unknownOutcome(error, data) : fail('CANCELLED', undefined, data);
  }
  const errno = typeof error.code === 'string' ? error.code : '';
  if (error.name === 'TimeoutError' && !/establish/.test(error.message)) {
    return unanswered
      ? unknownOutcome(error, data)
      : fail('TIMEOUT', undefined, { ...data, retryable: true });
  }
  if (error.name === 'TimeoutError' || network.test(errno)) {
    if (unanswered && error.name !== 'TimeoutError' && !neverArrived.test(errno))
      return unknownOutcome(error, data);
    return fail('NETWORK', `The endpoint could not be reached: ${words(error)}`, {
      ...data,
      retryable: true,
      awsCode: errno || undefined,
    });
  }
  return answered(error, call, data);
}

function answered(error: AwsThrown, call: FailedCall, data: Partial<FailureData>): unknown {
  const status = error.$response?.statusCode ?? error.$metadata?.httpStatusCode;
  // The SDK could not read the answer: no AWS endpoint gave it.
  const isNameless = error.message === 'Unknown' && error.Error !== undefined && !error.Error.Code;
  const isUnreadable =
    isNameless ||
    error instanceof SyntaxError ||
    /Deserialization error|is not valid (JSON|XML)|Unexpected token/.test(error.message);
  const named = typeof error.Code === 'string' ? error.Code : error.name;
  // Without a code of AWS's the SDK makes one up.
  const awsCode = isUnreadable && status !== undefined ? `HTTP ${status}` : named;
  const details = { ...data, awsCode, requestId: error.$metadata?.requestId };
  const said = isUnreadable ? undefined : plain(error.message) || undefined;
  // Before the codes: some servers answer 501 with the code of a fault.
  if (status === 501) return fail('UNSUPPORTED', said, details);
  const known = isNameless
    ? undefined
    : (failureByCode(named, error.message, call.region) ??
      failureByCode(error.name, error.message, call.region));
  if (known) {
    const needed = iamActionOf(call.service, call.operation);
    const iamAction =
      known.code === 'ACCESS_DENIED' || known.code === 'KMS_DENIED'
        ? deniedAction(error.message, needed)
        : undefined;
    const code: FailureCode = iamAction?.startsWith('kms:') ? 'KMS_DENIED' : known.code;
    return fail(code, known.message ?? plain(error.message), {
      ...details,
      ...known.data,
      iamAction: iamAction ?? (code === 'ACCESS_DENIED' ? needed : undefined),
    });
  }
  if (isUnreadable) {
    if (status === 404 || status === 405) return fail('UNSUPPORTED', undefined, details);
    if (status !== undefined && status < 500 && status !== 429) {
      return strangerAnswered(status, details);
    }
  }
  if (status === 429) return fail('THROTTLED', undefined, { ...details, retryable: true });
  if (status !== undefined && status >= 500) {
    return fail('AWS_FAULT', said, {
      ...details,
      retryable: !changesThings(call.operation),
    });
  }
  if (error.$metadata || error.$fault) return fail('AWS_REFUSED', said, details);
  return error;
}

/** The failure for an answer that no server of AWS's manners gives, a proxy's page say. */
export function strangerAnswered(status: number, data: Partial<FailureData>): Error {
  return fail(
    'NETWORK',
    `Something other than AWS answered (HTTP ${status}). Check the endpoint address and the proxy.`,
    data,
  );
}

function unknownOutcome(error: Error, data: Partial<FailureData>): unknown {
  return fail(
    'OUTCOME_UNKNOWN',
    `The request went out and no answer came back (${words(error)}): it may have been carried out.`,
    data,
  );
}

// An error over several addresses has an empty message of its own.
function words(error: AwsThrown): string {
  return error.message || String(error.code ?? error.name);
}

function plain(message: string): string {
  return message === 'UnknownError' ? '' : message.split('\n  Deserialization error')[0]!.trim();
}
