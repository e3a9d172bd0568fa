import type { Queue } from './model.ts';
import type { MessageAttributes } from './parse-attribute.ts';

/** Where a message stands. `gone`: deleted, expired, purged or moved away. */
export type MessageState = 'delayed' | 'visible' | 'inFlight' | 'gone';

/** A message in a queue. Times in epoch ms. */
export interface StoredMessage {
  kind: 'message';
  /** MessageId; kept when the message moves to a dead-letter queue. */
  id: string;
  /** The queue that holds it now. */
  queue: Queue;
  body: string;
  /** MD5 of the body, hex. */
  bodyMd5: string;
  attributes: MessageAttributes;
  /** Body and attributes in bytes. */
  size: number;
  traceHeader?: string;
  senderId: string;
  /** SentTimestamp: kept by an automatic move of a standard queue. */
  sentAt: number;
  /** When its retention began: sentAt, or the move for a FIFO dead-letter queue. */
  retainedFrom: number;
  /** When it came into this queue. */
  arrivedAt: number;
  /** Its place in the queue's order; larger comes later. */
  order: number;
  groupId?: string;
  deduplicationId?: string;
  /** FIFO: 20 digits. */
  sequenceNumber?: string;
  /** ApproximateReceiveCount, counted on over an automatic move. */
  receiveCount: number;
  /** Receives in this queue: what maxReceiveCount is held against. */
  receivesHere: number;
  firstReceivedAt?: number;
  /** When it was received last: the start of the 12 h that a visibility timeout may reach. */
  receivedAt: number;
  /** Number of the newest receipt; older handles are stale. */
  receipt: number;
  /** Made visible by ChangeMessageVisibility 0 rather than by time. */
  released: boolean;
  deadLetterSourceArn?: string;
  state: MessageState;
  /** When a delayed or in-flight message becomes visible. */
  dueAt: number;
  /** Position in the heap of its state (the queue's `due` or its group's `visible`). */
  slot: number;
  /** Position in the queue's `expiry`. */
  expirySlot: number;
}
