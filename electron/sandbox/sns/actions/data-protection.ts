import type { Action } from '../../action.ts';
import { requiredText } from '../input.ts';
import { dataProtectionRefusal } from '../refusals.ts';
import { findTopic } from '../topics.ts';

/** Refused as for any account that did not use it before 30 April 2026. [SNS API GetDataProtectionPolicy] */
export const getDataProtectionPolicy: Action = {
  name: 'GetDataProtectionPolicy',
  parameters: ['ResourceArn'],
  run(input, context) {
    findTopic(context, requiredText(input, 'ResourceArn'), 'ResourceArn');
    throw dataProtectionRefusal();
  },
};

/** Refused as for any account that did not use it before 30 April 2026. [SNS API PutDataProtectionPolicy] */
export const putDataProtectionPolicy: Action = {
  name: 'PutDataProtectionPolicy',
  parameters: ['ResourceArn', 'DataProtectionPolicy'],
  run(input, context) {
    findTopic(context, requiredText(input, 'ResourceArn'), 'ResourceArn');
    requiredText(input, 'DataProtectionPolicy');
    throw dataProtectionRefusal();
  },
};
