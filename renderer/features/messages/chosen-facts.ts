import type { SeenMessage } from '../../../electron/contract/index.ts';

/** What is known of a chosen message, so that whatever is planned for it is exact. */
export interface ChosenFacts {
  messageId: string;
  /** Bytes. */
  size: number;
  /** Epoch ms. */
  sentAt: number | null;
  groupId: string | null;
}

/** The facts of a message that was seen. */
export const toChosenFacts = ({ messageId, size, sentAt, system }: SeenMessage): ChosenFacts => ({
  messageId,
  size,
  sentAt,
  groupId: system.MessageGroupId ?? null,
});
