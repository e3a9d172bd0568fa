/**
 * An error as AWS gives it. The protocol decides how it is written: `__type` and `x-amzn-query-error` in JSON,
 * `<ErrorResponse>` in query.
 */
export class AwsError extends Error {
  /** The shape's name, such as `QueueDoesNotExist`: what an SDK shows as `error.name`. */
  readonly type: string;
  /** The older query code, such as `AWS.SimpleQueueService.NonExistentQueue`; the type where there is none. */
  readonly code: string;
  readonly status: number;
  readonly fault: 'Sender' | 'Receiver';

  constructor(type: string, message: string, options: { code?: string; status?: number } = {}) {
    super(message);
    this.name = type;
    this.type = type;
    this.code = options.code ?? type;
    this.status = options.status ?? 400;
    this.fault = this.status >= 500 ? 'Receiver' : 'Sender';
  }
}
