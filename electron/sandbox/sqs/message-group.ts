import { createHeap } from './heap.ts';
import type { MessageGroup } from './model.ts';
import type { StoredMessage } from './message-model.ts';

/** Makes a group without messages. */
export function createMessageGroup(id: string): MessageGroup {
  const visible = createHeap<StoredMessage>((a, b) => a.order < b.order, messageSlot);
  return { id, visible, size: 0, inFlight: 0, delayed: 0, slot: -1 };
}

/** Where a message keeps its position in a heap of its state. */
export const messageSlot = {
  get: (message: StoredMessage): number => message.slot,
  set: (message: StoredMessage, at: number): void => {
    message.slot = at;
  },
};

/** Order of the first message of a group that can be received. */
export function firstInOrder(a: MessageGroup, b: MessageGroup): boolean {
  return (a.visible.peek()?.order ?? Infinity) < (b.visible.peek()?.order ?? Infinity);
}
