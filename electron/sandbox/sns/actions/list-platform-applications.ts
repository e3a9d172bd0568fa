import type { Action } from '../../action.ts';

/** No push platform can be set up here. [SNS API ListPlatformApplications] */
export const listPlatformApplications: Action = {
  name: 'ListPlatformApplications',
  parameters: ['NextToken'],
  run: () => ({ PlatformApplications: [] }),
};
