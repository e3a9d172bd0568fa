import type { Action } from '../../action.ts';
import { isPhoneNumber } from '../endpoint.ts';
import { requiredText } from '../input.ts';
import { invalidParameter } from '../refusals.ts';

/** Nobody can opt out here, since nothing is sent. [SNS API CheckIfPhoneNumberIsOptedOut] */
export const checkIfPhoneNumberIsOptedOut: Action = {
  name: 'CheckIfPhoneNumberIsOptedOut',
  parameters: ['phoneNumber'],
  run(input) {
    const number = requiredText(input, 'phoneNumber');
    if (!isPhoneNumber(number)) throw invalidParameter(`PhoneNumber Reason: ${number} is not valid`);
    return { isOptedOut: false };
  },
};
