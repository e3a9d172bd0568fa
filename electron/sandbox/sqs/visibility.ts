import { AwsError } from '../errors.ts';
import { SQS } from '../../domain/limits.ts';
import type { World } from '../world.ts';
import { invalidValue } from './failures.ts';
import type { Queue } from './model.ts';
import { change } from './queue-state.ts';
import { settle } from './settle.ts';
import { readReceipt } from './receipts.ts';
import { wakeSoon } from './waiting.ts';

/**
 * Sets how long a received message stays hidden, counted from now, 12 h after its receive at most; 0 shows it now.
 * On a standard queue a handle still serves after its time ran out, until somebody else receives the message.
 */
export function changeVisibility(world: World, queue: Queue, handle: string, seconds: number): void {
  const now = world.clock.now();
  settle(queue, now);
  const { message, stale } = readReceipt(queue, handle);
  if (!message || stale) {
    const reason = 'Message does not exist or is not available for visibility timeout change.';
    throw invalidValue(handle, 'ReceiptHandle', reason);
  }
  const lapsed = message.state !== 'inFlight';
  if (lapsed && (queue.fifo || message.released)) {
    throw new AwsError('MessageNotInflight', 'The message referred to is not in flight.', {
      code: 'AWS.SimpleQueueService.MessageNotInflight',
    });
  }
  if (now + seconds * 1000 > message.receivedAt + SQS.visibilitySeconds * 1000) {
    const reason = `Total VisibilityTimeout for the message is beyond the limit [${SQS.visibilitySeconds} seconds]`;
    throw invalidValue(seconds, 'VisibilityTimeout', reason);
  }
  if (seconds === 0) {
    message.released = true;
    change(queue, message, 'visible');
    wakeSoon(world, queue);
  } else {
    change(queue, message, 'inFlight', now + seconds * 1000);
  }
  world.changed(message);
}
