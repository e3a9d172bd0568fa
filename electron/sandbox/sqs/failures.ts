import { AwsError } from '../errors.ts';

/** The queue is not there, or not for this caller. */
export function queueDoesNotExist(): AwsError {
  return new AwsError('QueueDoesNotExist', 'The specified queue does not exist.', {
    code: 'AWS.SimpleQueueService.NonExistentQueue',
  });
}

/** A parameter's value is refused; `message` is the whole text. */
export function invalidParameter(message: string): AwsError {
  return new AwsError('InvalidParameterValue', message);
}

/** A parameter's value is refused, in AWS's usual wording. */
export function invalidValue(value: unknown, parameter: string, reason: string): AwsError {
  return invalidParameter(`Value ${String(value)} for parameter ${parameter} is invalid. Reason: ${reason}`);
}

/** A parameter is absent. */
export function missingParameter(parameter: string): AwsError {
  return new AwsError('MissingParameter', `The request must contain the parameter ${parameter}.`);
}

/** An attribute is unknown, or not for this type of queue. */
export function unknownAttribute(name: string): AwsError {
  return new AwsError('InvalidAttributeName', `Unknown Attribute ${name}.`);
}

/** A queue attribute's value is refused. */
export function invalidAttributeValue(name: string): AwsError {
  return new AwsError('InvalidAttributeValue', `Invalid value for the parameter ${name}.`);
}

/** An error of the batch rules: the codes share a prefix. */
export function batchError(type: string, message: string): AwsError {
  return new AwsError(type, message, { code: `AWS.SimpleQueueService.${type}` });
}

/** The receipt handle was never one of this queue's. */
export function receiptHandleIsInvalid(handle: string): AwsError {
  return new AwsError(
    'ReceiptHandleIsInvalid',
    `The input receipt handle "${handle}" is not a valid receipt handle.`,
    {
      status: 404,
    },
  );
}

/** Move tasks: source, destination or task is not there. */
export function resourceNotFound(message: string): AwsError {
  return new AwsError('ResourceNotFoundException', message, { status: 404 });
}

/** A quota is reached. */
export function overLimit(message: string): AwsError {
  return new AwsError('OverLimit', message, { status: 403 });
}
