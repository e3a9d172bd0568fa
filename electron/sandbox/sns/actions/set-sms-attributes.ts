import type { Action } from '../../action.ts';
import { mapOf } from '../input.ts';
import { refused } from '../refusals.ts';

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
