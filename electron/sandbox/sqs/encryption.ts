import { QUEUE_ATTRIBUTE_RANGES } from '../../domain/limits.ts';
import { AwsError } from '../errors.ts';

/** SSE-SQS and SSE-KMS exclude each other: naming a key turns the first off; asking for both is refused. */
export function settleEncryption(merged: Record<string, string>, given: Record<string, string>): void {
  const both = given['KmsMasterKeyId'] && given['SqsManagedSseEnabled'] === 'true';
  if (both) {
    throw new AwsError(
      'InvalidAttributeName',
      'You can use one type of server-side encryption (SSE) at one time. You can either enable KMS SSE or SQS SSE.',
    );
  }
  if (given['KmsMasterKeyId']) merged['SqsManagedSseEnabled'] = 'false';
  if (given['SqsManagedSseEnabled'] === 'true') delete merged['KmsMasterKeyId'];
  if (merged['KmsMasterKeyId'] === undefined) delete merged['KmsDataKeyReusePeriodSeconds'];
  else
    merged['KmsDataKeyReusePeriodSeconds'] ??= String(
      QUEUE_ATTRIBUTE_RANGES.KmsDataKeyReusePeriodSeconds.default,
    );
}
