import type { MessageAttributes } from './parse-attribute.ts';

/** A message on its way into a queue; already checked against the queue's rules (`checkMessage`). */
export interface NewMessage {
  body: string;
  attributes?: MessageAttributes;
  traceHeader?: string;
  senderId: string;
  groupId?: string;
  /** FIFO; the content's SHA-256 where absent. */
  deduplicationId?: string;
  /** Standard only; the queue's where absent. */
  delaySeconds?: number;
}

/** What a sender learns. */
export interface Delivered {
  messageId: string;
  /** FIFO only. */
  sequenceNumber?: string;
}
