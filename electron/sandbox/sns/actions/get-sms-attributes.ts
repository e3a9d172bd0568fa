import type { Action } from '../../action.ts';
import { textsOf } from '../input.ts';

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
