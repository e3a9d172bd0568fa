import type { Action } from '../action.ts';
import { rootArn } from '../principal.ts';
import type { Service } from '../service.ts';

/** Says who calls: the account of the access key. [STS API GetCallerIdentity] */
const getCallerIdentity: Action = {
  name: 'GetCallerIdentity',
  parameters: [],
  run: (_input, { caller }) => ({
    UserId: caller.account,
    Account: caller.account,
    Arn: rootArn(caller),
  }),
};

/** AWS STS, as far as the console asks it. */
export const stsService: Service = {
  name: 'sts',
  protocol: 'query',
  selector: '2011-06-15',
  namespace: 'https://sts.amazonaws.com/doc/2011-06-15/',
  actions: [getCallerIdentity],
};
