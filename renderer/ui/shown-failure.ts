/** What a failure note shows: what failed, where, why, and the missing permission. */
export interface ShownFailure {
  code: string;
  message: string;
  retryable: boolean;
  awsCode?: string;
  iamAction?: string;
  requestId?: string;
  command?: string;
  resource?: string;
  profile?: string;
  field?: string;
}
