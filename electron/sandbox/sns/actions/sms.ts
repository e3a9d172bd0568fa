import type { Action } from '../../action.ts';
import { isPhoneNumber } from '../endpoint.ts';
import { mapOf, requiredText, textsOf } from '../input.ts';
import { invalidParameter, refused } from '../refusals.ts';

const NAMES = [
  'MonthlySpendLimit',
  'DeliveryStatusIAMRole',
  'DeliveryStatusSuccessSamplingRate',
  'DefaultSenderID',
  'DefaultSMSType',
  'UsageReportS3Bucket',
];

/** Sets the account's attributes of text messages. [SNS API SetSMSAttributes] */
export const setSmsAttributes: Action = {
  name: 'SetSMSAttributes',
  parameters: ['attributes'],
  run(input, { caller, world }) {
    const attributes = Object.entries(mapOf(input, 'attributes'));
    for (const [name, value] of attributes) {
      if (!NAMES.includes(name)) throw refused('InvalidParameter', `${name} is not a valid attribute`);
      if (name === 'DefaultSMSType' && value !== 'Promotional' && value !== 'Transactional')
        throw refused('InvalidParameter', 'DefaultSMSType is invalid');
      if (name === 'DefaultSenderID' && !/^(?=.*[A-Za-z])[A-Za-z0-9-]{1,11}$/.test(value))
        throw refused('InvalidParameter', 'DefaultSenderID is not a valid attribute');
    }
    const { smsAttributes } = world.realm(caller.account, caller.region).sns;
    for (const [name, value] of attributes) smsAttributes.set(name, value);
    return {};
  },
};

/** Reads the account's attributes of text messages. [SNS API GetSMSAttributes] */
export const getSmsAttributes: Action = {
  name: 'GetSMSAttributes',
  parameters: ['attributes'],
  run(input, { caller, world }) {
    const wanted = textsOf(input, 'attributes');
    const all = new Map([
      ['MonthlySpendLimit', '1'],
      ...world.realm(caller.account, caller.region).sns.smsAttributes,
    ]);
    const chosen = [...all].filter(([name]) => wanted.length === 0 || wanted.includes(name));
    return { attributes: Object.fromEntries(chosen) };
  },
};

/** New accounts are in the sandbox of text messages, and so is this one. [SNS API GetSMSSandboxAccountStatus] */
export const getSmsSandboxAccountStatus: Action = {
  name: 'GetSMSSandboxAccountStatus',
  parameters: [],
  run: () => ({ IsInSandbox: true }),
};

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

/** No origination number can be had here. [SNS API ListOriginationNumbers] */
export const listOriginationNumbers: Action = {
  name: 'ListOriginationNumbers',
  parameters: ['NextToken', 'MaxResults'],
  run: () => ({ PhoneNumbers: [] }),
};

/** No push platform can be set up here. [SNS API ListPlatformApplications] */
export const listPlatformApplications: Action = {
  name: 'ListPlatformApplications',
  parameters: ['NextToken'],
  run: () => ({ PlatformApplications: [] }),
};
