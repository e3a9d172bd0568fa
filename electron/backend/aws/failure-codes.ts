import type { FailureCode, FailureData } from '../../contract/failure.ts';

/** A failure as far as AWS's code tells it; without `message` AWS's own words are shown. */
export interface KnownFailure {
  code: FailureCode;
  message?: string;
  data?: Partial<FailureData>;
}

// Regions that are on from the start; every other must be switched on, and an account's keys are unknown there before.
const alwaysOn = new Set(
  (
    'us-east-1 us-east-2 us-west-1 us-west-2 ca-central-1 sa-east-1 eu-central-1 eu-north-1 eu-west-1 eu-west-2 eu-west-3 ' +
    'ap-northeast-1 ap-northeast-2 ap-northeast-3 ap-south-1 ap-southeast-1 ap-southeast-2'
  ).split(' '),
);

const codes: ReadonlyArray<[pattern: RegExp, failure: KnownFailure]> = [
  // Before the others: KMS throttling is throttling.
  [
    /^(Throttl\w*|KMS\.?Throttl\w*|RequestThrottled\w*|TooManyRequests\w*|RequestLimitExceeded|SlowDown|BandwidthLimitExceeded|PriorRequestNotComplete|EC2ThrottledException)$/i,
    { code: 'THROTTLED', data: { retryable: true } },
  ],
  [/^KMS/i, { code: 'KMS_DENIED' }],
  [/^(ExpiredToken\w*|TokenRefreshRequired)$/, { code: 'EXPIRED_TOKEN' }],
  [
    /^(RequestExpired|RequestTimeTooSkewed|RequestInTheFuture)$/,
    {
      code: 'AWS_REFUSED',
      message: "This machine's clock differs too much from AWS's. Set it right, then try again.",
    },
  ],
  [
    /^(AccessDenied\w*|AuthorizationError\w*|NotAuthorized|UnauthorizedOperation|AuthFailure)$/,
    { code: 'ACCESS_DENIED' },
  ],
  [/^(OptInRequired|SubscriptionRequiredException)$/, { code: 'WRONG_REGION' }],
  [
    /^(.*NonExistentQueue|QueueDoesNotExist|NotFound|NotFoundException|ResourceNotFound\w*|InvalidAddress)$/,
    { code: 'NOT_FOUND' },
  ],
  [/^(QueueNameExists|QueueAlreadyExists|ResourceAlreadyExists\w*)$/, { code: 'ALREADY_EXISTS' }],
  [/(QueueDeletedRecently|PurgeQueueInProgress)$/, { code: 'CONFLICT', data: { retryable: true } }],
  [/(MessageNotInflight|ReceiptHandleIsInvalid)$/, { code: 'CONFLICT' }],
  [/^(InvalidState\w*|ConcurrentAccess\w*|StaleTag\w*)$/, { code: 'CONFLICT' }],
  [/^OverLimit$/, { code: 'CONFLICT', data: { retryable: true } }],
  [/BatchRequestTooLong(Exception)?$/, { code: 'TOO_LARGE' }],
  [/^InvalidMessageContents$/, { code: 'INVALID_INPUT', data: { field: 'body' } }],
  [
    /^((Invalid|Missing)Action|Unknown(Action|Operation)\w*|Not(Yet)?Implemented\w*|.*UnsupportedOperation|UnsupportedOperationException)$/,
    { code: 'UNSUPPORTED' },
  ],
  [
    /^(InternalFailure|InternalError\w*|InternalServerError|ServiceUnavailable\w*|ServiceFailure)$/,
    { code: 'AWS_FAULT' },
  ],
];

const lacksAction =
  /\b(action|operation|API)\b[^.]*\bnot (yet )?(been )?implemented\b|^not (yet )?implemented\b|^(unknown|unsupported) (action|operation|target)\b/i;

/** What an AWS error code means; undefined when only the HTTP status can tell. */
export function failureByCode(awsCode: string, message: string, region: string): KnownFailure | undefined {
  if (/^(InvalidClientTokenId|UnrecognizedClientException|InvalidAccessKeyId)$/.test(awsCode))
    return unknownKey(region);
  if (/^(SignatureDoesNotMatch|InvalidSignatureException|IncompleteSignature)$/.test(awsCode))
    return badSignature(message);
  if (/must be shorter than \d+ bytes/.test(message)) return { code: 'TOO_LARGE' };
  if (/security token included in the request is expired/.test(message)) return { code: 'EXPIRED_TOKEN' };
  // What other servers say under any code, once they have no such action.
  if (lacksAction.test(message)) return { code: 'UNSUPPORTED' };
  return codes.find(([pattern]) => pattern.test(awsCode))?.[1];
}

function unknownKey(region: string): KnownFailure {
  if (alwaysOn.has(region)) {
    return {
      code: 'CREDENTIALS_MISSING',
      message: 'AWS does not know this access key. Check the key, and that it is of this partition.',
    };
  }
  return {
    code: 'WRONG_REGION',
    message: `AWS does not know the access key in ${region}: the region is switched off for this account, or the key is wrong.`,
  };
}

function badSignature(message: string): KnownFailure {
  if (/scoped to (a valid|correct) region|Credential should be scoped/.test(message)) {
    return {
      code: 'WRONG_REGION',
      message: 'The endpoint belongs to another region than the one that was chosen.',
    };
  }
  if (/Signature (expired|not yet current)/.test(message)) {
    return {
      code: 'AWS_REFUSED',
      message: "This machine's clock differs too much from AWS's. Set it right, then try again.",
    };
  }
  return {
    code: 'CREDENTIALS_MISSING',
    message: 'The secret key does not belong to the access key. Check the credentials.',
  };
}
