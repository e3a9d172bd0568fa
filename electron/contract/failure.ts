import { z } from 'zod';

/**
 * Every way a call can fail, one line each: why it happens, and what to do about it.
 * The texts are for people who read the code and the CLI; the page translates the code (`failure.CODE` in the locales).
 */
export const failures = {
  INVALID_INPUT: 'The input does not fit what this call takes. Correct the named field.',
  NOT_FOUND:
    'AWS does not know the resource in this account and region. Check the name, the profile and the region.',
  ALREADY_EXISTS:
    'A resource of this name exists with other attributes. Choose another name or open the existing one.',
  CONFLICT:
    'The resource is in a state that refuses this now. Wait as long as the message says, then try again.',
  ACCESS_DENIED: 'The credentials lack a permission. Add the named IAM action to their policy.',
  KMS_DENIED:
    'The KMS key refused. Allow the caller kms:Decrypt and kms:GenerateDataKey in the key policy, or enable the key.',
  CREDENTIALS_MISSING: 'No credentials could be found for the profile. Add them to the AWS files or sign in.',
  EXPIRED_TOKEN: 'The session has ended. Renew the credentials, then try again.',
  SSO_LOGIN_NEEDED: 'The SSO session has ended. Run the printed `aws sso login` line, then try again.',
  MFA_NEEDED: 'The profile asks for an MFA code. Enter one to go on.',
  PROFILE_NOT_FOUND: 'No profile of this name exists. Check the AWS config file, or choose another profile.',
  PROFILE_BROKEN: 'An AWS config file cannot be understood. Mend what the message names.',
  WRONG_REGION: 'The resource is in another region, or the region is switched off. Choose the right one.',
  THROTTLED: 'AWS asks for fewer calls. Wait a moment; reads are tried again by themselves.',
  NETWORK: 'The endpoint could not be reached. Check the network, the proxy and the endpoint address.',
  TIMEOUT:
    'The endpoint did not answer in time. Nothing is known of the outcome of a write; look before trying again.',
  UNSUPPORTED: 'This endpoint does not offer the action. Use another endpoint, or do without the feature.',
  AWS_REFUSED: 'AWS refused the request. Its own words say why; change what they name.',
  AWS_FAULT:
    'AWS failed to serve the request. Nothing is known of the outcome of a write; look before trying again.',
  OUTCOME_UNKNOWN:
    'The request went out and no answer came back: it may have been carried out. Look before trying again.',
  CORRUPT: 'What AWS confirmed differs from what was sent. Look at the stored copy before going on.',
  TOO_LARGE: 'The message is larger than the limit. Shorten it, or raise the limit of the queue.',
  RECEIVE_BUDGET:
    'One more receive would move messages to the dead-letter queue. Raise maxReceiveCount, or look all the same.',
  CAME_BACK:
    'Messages came back to their source after their copies were sent. Look why they fail, then go on or cancel.',
  SEND_FAILED:
    'A message could not be sent, and the job was told to stop then. Look at the message, then go on or cancel.',
  READ_ONLY_PROFILE:
    'The profile is guarded as read-only. Change its guard in Settings if the write is meant.',
  CONFIRMATION_NEEDED: 'The profile is guarded. Repeat the call with the confirmation that it asks for.',
  STORAGE: 'The data folder cannot be read or written. Free space, or mend its permissions.',
  DISCONNECTED: 'The connection to the host was lost. Reads are tried again; look up the outcome of a write.',
  CANCELLED: 'The call was cancelled before it ended.',
  INTERNAL: 'Something in Spillway went wrong. The log has the details.',
} as const;

/** A failure's code; a union of the lines above. */
export type FailureCode = keyof typeof failures;

/** All failure codes, for iteration. */
export const failureCodes = Object.keys(failures) as FailureCode[];

/** What crosses beside a failure's code and message. All but `retryable` is optional and free of secrets. */
export const failureData = z.object({
  /** Whether the same call may succeed later without any change. */
  retryable: z.boolean(),
  /** The code AWS itself gave, such as `AWS.SimpleQueueService.NonExistentQueue`. */
  awsCode: z.string().optional(),
  /** The IAM action that is missing, such as `sqs:ListQueues`. */
  iamAction: z.string().optional(),
  /** The request id AWS gave, for a support case. */
  requestId: z.string().optional(),
  /** A command line that mends it, such as `aws sso login --profile x`. */
  command: z.string().optional(),
  /** The resource it is about: a name, URL or ARN. */
  resource: z.string().optional(),
  /** The profile it is about. */
  profile: z.string().optional(),
  /** The input field it is about, as a dotted path. */
  field: z.string().optional(),
  /** What must be repeated as `confirmation` (CONFIRMATION_NEEDED only). */
  confirmation: z.string().optional(),
  /** Numbers that the page puts into its sentence. */
  numbers: z.record(z.string(), z.number()).optional(),
});

/** See {@link failureData}. */
export type FailureData = z.infer<typeof failureData>;

/** A failure as it crosses to the page: code, message in plain English, and data. */
export interface Failure extends FailureData {
  code: FailureCode;
  message: string;
}

/** Failure as a schema, for outputs that carry failures per item. */
export const failure = failureData.extend({
  code: z.enum(failureCodes as [FailureCode, ...FailureCode[]]),
  message: z.string(),
});
