import type { Action } from '../../action.ts';

/** New accounts are in the sandbox of text messages, and so is this one. [SNS API GetSMSSandboxAccountStatus] */
export const getSmsSandboxAccountStatus: Action = {
  name: 'GetSMSSandboxAccountStatus',
  parameters: [],
  run: () => ({ IsInSandbox: true }),
};
