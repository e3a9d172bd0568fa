import { receiptHandleIsInvalid } from './failures.ts';
import type { Queue } from './model.ts';
import type { StoredMessage } from './message-model.ts';

/** The handle of a message's newest receive: opaque to clients, new on every receive. */
export function receiptHandle(queue: Queue, message: StoredMessage, receipt = message.receipt): string {
  return Buffer.from(`${queue.uid} ${message.id} ${receipt}`).toString('base64');
}

/** What a handle points at: the message, if it is still here, and whether it was received again since. */
export interface Receipt {
  message: StoredMessage | undefined;
  stale: boolean;
}

/** Reads a handle; fails when it was never one of this queue. */
export function readReceipt(queue: Queue, handle: string): Receipt {
  const [, uid, id, receipt] = /^(\S+) (\S+) (\d+)$/.exec(Buffer.from(handle, 'base64').toString()) ?? [];
  if (uid !== queue.uid || !id) throw receiptHandleIsInvalid(handle);
  const message = queue.messages.get(id);
  return { message, stale: message !== undefined && message.receipt !== Number(receipt) };
}
