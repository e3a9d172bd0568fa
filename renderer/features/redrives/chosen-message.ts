/** A chosen message and what is known of it: the more, the more exact the plan. */
export interface ChosenMessage {
  messageId: string;
  /** Bytes. */
  size?: number;
  /** Epoch ms. */
  sentAt?: number | null;
  groupId?: string | null;
}
