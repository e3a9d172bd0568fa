import { AwsError } from '../errors.ts';

/** A parameter that is not as GetMetricData wants it. */
export function validationError(message: string): AwsError {
  return new AwsError('ValidationError', message);
}

/** A parameter value that is not allowed. */
export function invalidValue(message: string): AwsError {
  return new AwsError('InvalidParameterValueException', message, { code: 'InvalidParameterValue' });
}

/** Parameters that do not go together. */
export function invalidCombination(message: string): AwsError {
  return new AwsError('InvalidParameterCombinationException', message, {
    code: 'InvalidParameterCombination',
  });
}

/** A parameter that must be there. */
export function missing(name: string): AwsError {
  return new AwsError('MissingRequiredParameterException', `The parameter ${name} is required.`, {
    code: 'MissingParameter',
  });
}
