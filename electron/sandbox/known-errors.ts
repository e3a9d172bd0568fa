import { AwsError } from './errors.ts';
import type { FaultKind } from './fault.ts';
import type { Service } from './service.ts';

/** Query code, HTTP status and usual text of errors that are worth provoking by name. */
const known: Record<string, { code?: string; status?: number; message: string }> = {
  AccessDenied: { status: 403, message: 'Access to the resource is denied.' },
  AccessDeniedException: { code: 'AccessDenied', status: 403, message: 'Access to the resource is denied.' },
  AuthorizationError: { status: 403, message: 'User is not authorized to perform this action' },
  ExpiredToken: { status: 403, message: 'The security token included in the request is expired' },
  ExpiredTokenException: {
    code: 'ExpiredToken',
    status: 403,
    message: 'The security token included in the request is expired',
  },
  InvalidClientTokenId: { status: 403, message: 'The security token included in the request is invalid.' },
  UnrecognizedClientException: {
    status: 403,
    message: 'The security token included in the request is invalid.',
  },
  SignatureDoesNotMatch: {
    status: 403,
    message: 'The request signature we calculated does not match the signature you provided.',
  },
  RequestThrottled: { status: 403, message: 'Rate exceeded' },
  OverLimit: { status: 403, message: 'The limit is exceeded.' },
  QueueDoesNotExist: {
    code: 'AWS.SimpleQueueService.NonExistentQueue',
    message: 'The specified queue does not exist.',
  },
  ReceiptHandleIsInvalid: { status: 404, message: 'The input receipt handle is invalid.' },
  UnsupportedOperation: {
    code: 'AWS.SimpleQueueService.UnsupportedOperation',
    message: 'Error code 400. Unsupported operation.',
  },
  KmsAccessDenied: {
    code: 'KMS.AccessDeniedException',
    message: 'The caller does not have the required KMS permissions to perform this request.',
  },
  KmsDisabled: {
    code: 'KMS.DisabledException',
    message: 'The request was denied due to the key being disabled.',
  },
  KmsInvalidKeyUsage: {
    code: 'KMS.InvalidKeyUsageException',
    message: 'The key usage is not ENCRYPT_DECRYPT.',
  },
  KmsInvalidState: {
    code: 'KMS.InvalidStateException',
    message: 'The key is not in a valid state for this request.',
  },
  KmsNotFound: { code: 'KMS.NotFoundException', message: 'The specified key can not be found.' },
  KmsOptInRequired: {
    code: 'KMS.OptInRequired',
    status: 403,
    message: 'The specified key policy is not opted in.',
  },
  KmsThrottled: { code: 'KMS.ThrottlingException', message: 'Amazon Web Services KMS throttles requests.' },
};

const THROTTLED: Record<Service['name'], { type: string; status: number }> = {
  sqs: { type: 'RequestThrottled', status: 403 },
  sns: { type: 'Throttled', status: 429 },
  cloudwatch: { type: 'Throttling', status: 400 },
  sts: { type: 'Throttling', status: 400 },
};

/** The error that the faults which hit a request give instead of an answer; undefined when they give none. */
export function toFaultError(hits: readonly FaultKind[], service: Service['name']): AwsError | undefined {
  for (const hit of hits) {
    if (hit.kind === 'throttle') {
      const { type, status } = THROTTLED[service];
      return new AwsError(type, 'Rate exceeded', { status });
    }
    if (hit.kind === 'server') {
      const status = hit.status ?? 500;
      return status === 503
        ? new AwsError('ServiceUnavailable', 'Service is unavailable, try again later.', { status })
        : new AwsError('InternalFailure', 'The request processing has failed because of an unknown error.', {
            status,
          });
    }
    if (hit.kind === 'error') {
      const usual = known[hit.type];
      return new AwsError(hit.type, hit.message ?? usual?.message ?? `${hit.type} was asked for.`, {
        code: hit.code ?? usual?.code,
        status: hit.status ?? usual?.status,
      });
    }
  }
  return undefined;
}
