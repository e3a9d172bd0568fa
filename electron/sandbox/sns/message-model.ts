/** What a duplicate is answered with. */
export interface Accepted {
  kind: 'accepted';
  topicArn: string;
  /** What tells duplicates: the deduplication id, with the group's before it where groups deduplicate apart. */
  key: string;
  /** The window is over. */
  dropped: boolean;
  /** Epoch ms. */
  at: number;
  messageId: string;
  sequenceNumber: string;
}

/** The archive of a FIFO topic, oldest message first. */
export interface Archive {
  /** Since when messages are kept, epoch ms. */
  since: number;
  days: number;
  messages: Notification[];
}

/** A message attribute as published. `Type` is the data type with its suffix; binary values are base64. */
export interface MessageAttribute {
  Type: string;
  Value: string;
}

/** One published message; on its own on disk only while an archive holds it. */
export interface Notification {
  kind: 'notification';
  topicArn: string;
  messageId: string;
  /** Epoch ms. */
  publishedAt: number;
  subject?: string;
  /** The text for protocols without their own. */
  body: string;
  /** Texts by protocol, where the publisher gave a message structure of `json`. */
  bodies?: Record<string, string>;
  attributes: Record<string, MessageAttribute>;
  groupId?: string;
  deduplicationId?: string;
  /** FIFO topics only. */
  sequenceNumber?: string;
  /** Where the publisher reached this endpoint: the base of the links in envelopes. */
  baseUrl: string;
  /** The archive let go of it. */
  dropped?: boolean;
  /** Set on the copies that a replay sends. */
  replayed?: boolean;
}
