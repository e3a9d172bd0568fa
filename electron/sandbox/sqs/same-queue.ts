import { AwsError } from '../errors.ts';
import type { ActionContext } from '../action.ts';
import { queueUrl } from './find-queue.ts';
import type { Queue } from './model.ts';

/** Only what was asked for is compared: attributes not named keep what they have. */
export function sameQueue(queue: Queue, given: Record<string, string>, context: ActionContext): object {
  for (const [name, value] of Object.entries(given)) {
    if (!isSame(queue.attributes[name] ?? '', value)) {
      throw new AwsError(
        'QueueNameExists',
        `A queue already exists with the same name and a different value for attribute ${name}`,
        { code: 'QueueAlreadyExists' },
      );
    }
  }
  return { QueueUrl: queueUrl(queue, context) };
}

function isSame(a: string, b: string): boolean {
  if (a === b || (/^\d+$/.test(a) && /^\d+$/.test(b) && Number(a) === Number(b))) return true;
  try {
    return JSON.stringify(JSON.parse(a)) === JSON.stringify(JSON.parse(b));
  } catch {
    return false;
  }
}
