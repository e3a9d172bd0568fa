import type { Action } from '../../action.ts';

/** No origination number can be had here. [SNS API ListOriginationNumbers] */
export const listOriginationNumbers: Action = {
  name: 'ListOriginationNumbers',
  parameters: ['NextToken', 'MaxResults'],
  run: () => ({ PhoneNumbers: [] }),
};
