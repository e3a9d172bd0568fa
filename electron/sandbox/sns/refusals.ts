import { AwsError } from '../errors.ts';

/** `InvalidParameter` as SNS words it: `Invalid parameter: <what>`. [SNS API, common errors] */
export function invalidParameter(what: string): AwsError {
  return refused('InvalidParameter', `Invalid parameter: ${what}`);
}

/** The refusal of a message attribute: code `ParameterValueInvalid`, in SDKs `InvalidParameterValueException`. */
export function invalidValue(message: string): AwsError {
  return new AwsError('InvalidParameterValueException', message, { code: 'ParameterValueInvalid' });
}

/** `NotFound`: no such topic, subscription or endpoint. */
export function notFound(what: 'Topic' | 'Subscription'): AwsError {
  return refused('NotFound', `${what} does not exist`, 404);
}

/** Any other SNS error by its query code; SDKs add `Exception` to it. */
export function refused(code: string, message: string, status = 400): AwsError {
  return new AwsError(`${code}Exception`, message, { code, status });
}

/** What accounts are told that did not use message data protection before it was closed on 30 April 2026. */
export function dataProtectionRefusal(): AwsError {
  return refused(
    'AuthorizationError',
    'Message data protection is no longer available to new customers.',
    403,
  );
}

/** Makes the error of an attribute; takes what is wrong with it. */
export type Wrong = (what: string) => Error;
