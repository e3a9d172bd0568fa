import { SQS } from '../../domain/limits.ts';
import { invalidParameter } from './failures.ts';

/** Refuses a name that no queue may have. [SQS API CreateQueue] */
export function checkName(name: string, fifo: boolean): void {
  const stem = fifo ? name.replace(/\.fifo$/, '') : name;
  const valid = /^[A-Za-z0-9_-]+$/.test(stem) && name.length <= SQS.queueNameLength;
  if (fifo && !(valid && name.endsWith('.fifo'))) {
    throw invalidParameter(
      'The name of a FIFO queue can only include alphanumeric characters, hyphens, or underscores, must end with .fifo suffix and be 1 to 80 in length.',
    );
  }
  if (!valid) {
    throw invalidParameter(
      'Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length',
    );
  }
}
