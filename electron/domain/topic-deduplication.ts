import { validateFifoId } from './message/index.ts';
import type { TopicMessageFault, TopicTaker } from './topic-message.ts';

/** What speaks against the deduplication id of a message, or its absence. */
export function deduplicationFaults(id: string | undefined, taker: TopicTaker): TopicMessageFault[] {
  const field = 'deduplicationId';
  if (id === undefined)
    return taker.fifo && taker.contentBasedDeduplication === false
      ? [
          {
            field,
            reason: 'deduplication',
            message: 'This topic needs a deduplication id, since content-based deduplication is off.',
          },
        ]
      : [];
  if (!taker.fifo)
    return [{ field, reason: 'fifoOnly', message: 'Only FIFO topics take a deduplication id.' }];
  const fault = validateFifoId('MessageDeduplicationId', id);
  return fault ? [{ field, reason: 'refused', message: fault.message }] : [];
}
