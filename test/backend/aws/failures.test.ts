import { describe, expect, it } from 'vitest';
import { isFailure, toFailure } from '../../../electron/backend/failures.ts';
import { toAwsFailure, type FailedCall } from '../../../electron/backend/aws/failures.ts';
import type { Failure } from '../../../electron/contract/index.ts';

const call: FailedCall = {
  operation: 'ListQueues',
  service: 'sqs',
  profile: 'p',
  region: 'eu-west-1',
  sent: true,
};
const map = (error: unknown, over: Partial<FailedCall> = {}): Failure => {
  const mapped = toAwsFailure(error, { ...call, ...over });
  if (!isFailure(mapped)) throw new Error('not mapped');
  return toFailure(mapped);
};
const aws = (name: string, message = 'words', extra: object = {}) =>
  Object.assign(new Error(message), {
    name,
    $fault: 'client',
    $metadata: { httpStatusCode: 400, requestId: 'r-1' },
    ...extra,
  });

describe('AWS error codes', () => {
  it.each([
    ['RequestThrottled', 'THROTTLED'],
    ['Throttling', 'THROTTLED'],
    ['ThrottlingException', 'THROTTLED'],
    ['ThrottledException', 'THROTTLED'],
    ['KmsThrottled', 'THROTTLED'],
    ['KMS.ThrottlingException', 'THROTTLED'],
    ['KMSThrottlingException', 'THROTTLED'],
    ['KmsAccessDenied', 'KMS_DENIED'],
    ['KmsDisabled', 'KMS_DENIED'],
    ['KMSNotFoundException', 'KMS_DENIED'],
    ['KmsOptInRequired', 'KMS_DENIED'],
    ['ExpiredToken', 'EXPIRED_TOKEN'],
    ['ExpiredTokenException', 'EXPIRED_TOKEN'],
    ['AccessDenied', 'ACCESS_DENIED'],
    ['AccessDeniedException', 'ACCESS_DENIED'],
    ['AuthorizationErrorException', 'ACCESS_DENIED'],
    ['QueueDoesNotExist', 'NOT_FOUND'],
    ['AWS.SimpleQueueService.NonExistentQueue', 'NOT_FOUND'],
    ['NotFoundException', 'NOT_FOUND'],
    ['ResourceNotFoundException', 'NOT_FOUND'],
    ['QueueNameExists', 'ALREADY_EXISTS'],
    ['QueueDeletedRecently', 'CONFLICT'],
    ['PurgeQueueInProgress', 'CONFLICT'],
    ['AWS.SimpleQueueService.PurgeQueueInProgress', 'CONFLICT'],
    ['MessageNotInflight', 'CONFLICT'],
    ['OverLimit', 'CONFLICT'],
    ['BatchRequestTooLong', 'TOO_LARGE'],
    ['InvalidMessageContents', 'INVALID_INPUT'],
    ['InvalidAction', 'UNSUPPORTED'],
    ['UnsupportedOperation', 'UNSUPPORTED'],
    ['AWS.SimpleQueueService.UnsupportedOperation', 'UNSUPPORTED'],
    ['UnknownOperationException', 'UNSUPPORTED'],
    ['OptInRequired', 'WRONG_REGION'],
    ['RequestExpired', 'AWS_REFUSED'],
    ['InternalFailure', 'AWS_FAULT'],
    ['InvalidParameterValue', 'AWS_REFUSED'],
    ['SomethingNew', 'AWS_REFUSED'],
  ])('%s is %s', (name, code) => {
    expect(map(aws(name))).toMatchObject({ code, requestId: 'r-1', profile: 'p' });
  });

  it('takes the older query code where it has one', () => {
    expect(
      map(aws('SQSServiceException', 'w', { Code: 'AWS.SimpleQueueService.NonExistentQueue' })),
    ).toMatchObject({
      code: 'NOT_FOUND',
      awsCode: 'AWS.SimpleQueueService.NonExistentQueue',
    });
  });

  it("names the missing action in AWS's words, else from the operation", () => {
    const words =
      'User: arn:x is not authorized to perform: sqs:listqueues on resource: arn:y because no identity-based policy allows it';
    expect(map(aws('AccessDenied', words)).iamAction).toBe('sqs:ListQueues');
    expect(map(aws('AccessDenied', 'Access to the resource is denied.')).iamAction).toBe('sqs:ListQueues');
    expect(map(aws('AccessDenied', ''), { operation: 'ChangeMessageVisibilityBatch' }).iamAction).toBe(
      'sqs:ChangeMessageVisibility',
    );
  });

  it('a refusal for the key is about the key', () => {
    expect(
      map(aws('AccessDenied', 'User: x is not authorized to perform: kms:Decrypt on resource: y')),
    ).toMatchObject({
      code: 'KMS_DENIED',
      iamAction: 'kms:Decrypt',
    });
  });

  it('an unknown key means the region where that must be switched on', () => {
    expect(map(aws('InvalidClientTokenId'), { region: 'af-south-1' }).code).toBe('WRONG_REGION');
    expect(map(aws('UnrecognizedClientException'), { region: 'eu-west-1' }).code).toBe('CREDENTIALS_MISSING');
  });

  it.each([
    ['The request signature we calculated does not match', 'CREDENTIALS_MISSING'],
    ["Credential should be scoped to a valid region, not 'us-east-1'", 'WRONG_REGION'],
    ['Signature expired: 2026 is now earlier than 2025', 'AWS_REFUSED'],
  ])('a bad signature: %s', (message, code) => {
    expect(map(aws('SignatureDoesNotMatch', message)).code).toBe(code);
  });

  it('the size limit, which AWS words as a wrong parameter', () => {
    const words = 'One or more parameters are invalid. Reason: Message must be shorter than 1048576 bytes.';
    expect(map(aws('InvalidParameterValue', words)).code).toBe('TOO_LARGE');
  });
});

describe('HTTP answers without a known code', () => {
  const status = (httpStatusCode: number) =>
    aws('Unknown', 'UnknownError', { $metadata: { httpStatusCode } });
  it.each([
    [500, 'AWS_FAULT'],
    [503, 'AWS_FAULT'],
    [501, 'UNSUPPORTED'],
    [429, 'THROTTLED'],
    [418, 'AWS_REFUSED'],
  ])('%i is %s', (code, expected) => {
    expect(map(status(code)).code).toBe(expected);
  });
  it('a fault may be retried only where nothing was changed', () => {
    expect(map(status(500)).retryable).toBe(true);
    expect(map(status(500), { operation: 'SendMessage' }).retryable).toBe(false);
  });
});

describe('the way there', () => {
  const errno = (code: string) => Object.assign(new Error(`connect ${code}`), { code });
  it.each([
    'ECONNREFUSED',
    'ENOTFOUND',
    'EAI_AGAIN',
    'ECONNRESET',
    'EPIPE',
    'ETIMEDOUT',
    'EHOSTUNREACH',
    'CERT_HAS_EXPIRED',
    'DEPTH_ZERO_SELF_SIGNED_CERT',
    'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  ])('%s of a read is NETWORK', (code) => {
    expect(map(errno(code))).toMatchObject({ code: 'NETWORK', retryable: true, awsCode: code });
  });

  it.each([
    ['ECONNRESET', 'OUTCOME_UNKNOWN'],
    ['EPIPE', 'OUTCOME_UNKNOWN'],
    ['ETIMEDOUT', 'OUTCOME_UNKNOWN'],
    ['ECONNREFUSED', 'NETWORK'],
    ['ENOTFOUND', 'NETWORK'],
    ['CERT_HAS_EXPIRED', 'NETWORK'],
  ])('%s of a send is %s', (code, expected) => {
    expect(map(errno(code), { operation: 'SendMessage' }).code).toBe(expected);
    expect(map(errno(code), { operation: 'Publish' }).code).toBe(expected);
  });

  it('a send that never left is no riddle', () => {
    expect(map(errno('ECONNRESET'), { operation: 'SendMessage', sent: false }).code).toBe('NETWORK');
  });

  it('an answer that does not come', () => {
    const timeout = Object.assign(new Error('Request did not complete within 40000 ms'), {
      name: 'TimeoutError',
    });
    expect(map(timeout)).toMatchObject({ code: 'TIMEOUT', retryable: true });
    expect(map(timeout, { operation: 'SendMessage' })).toMatchObject({
      code: 'OUTCOME_UNKNOWN',
      retryable: false,
    });
  });

  it('a connection that is not made in time', () => {
    const timeout = Object.assign(
      new Error('Socket timed out without establishing a connection within 6000 ms'),
      { name: 'TimeoutError' },
    );
    expect(map(timeout, { operation: 'SendMessage' }).code).toBe('NETWORK');
  });

  it('a cancel', () => {
    const abort = Object.assign(new Error('aborted'), { name: 'AbortError' });
    expect(map(abort).code).toBe('CANCELLED');
    expect(map(abort, { operation: 'SendMessage' }).code).toBe('OUTCOME_UNKNOWN');
    expect(map(abort, { operation: 'SendMessage', sent: false }).code).toBe('CANCELLED');
  });
});

it('leaves what is no AWS failure alone', () => {
  const bug = new TypeError('x is not a function');
  expect(toAwsFailure(bug, call)).toBe(bug);
});
