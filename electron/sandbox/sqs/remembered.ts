import type { StoredMessage } from './message-model.ts';
import type { Queue } from './model.ts';

/** What a send within the deduplication window gets back. */
export interface Deduplication {
  kind: 'deduplication';
  queue: Queue;
  /** The id, with the group before it in scope messageGroup. */
  key: string;
  messageId: string;
  sequenceNumber: string;
  expiresAt: number;
  over: boolean;
}

/** What a receive with a ReceiveRequestAttemptId gave, to be given again. */
export interface ReceiveAttempt {
  expiresAt: number;
  receipts: Array<{ message: StoredMessage; receipt: number; dueAt: number }>;
}
