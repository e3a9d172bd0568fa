/**
 * What SNS holds in one account and region. Plain data (maps, arrays, text, numbers) throughout, so that it can be
 * written to disk and read back as it is; `kind` tells the resources apart.
 */
export interface SnsRegion {
  /** By name, in order of creation. */
  topics: Map<string, Topic>;
  smsAttributes: Map<string, string>;
}

/** A topic. */
export interface Topic {
  kind: 'topic';
  arn: string;
  name: string;
  account: string;
  region: string;
  fifo: boolean;
  /** Attributes that were set, by AWS's names, as they were given. */
  attributes: Map<string, string>;
  tags: Map<string, string>;
  /** By ARN, in order of creation; those of other accounts too. */
  subscriptions: Map<string, Subscription>;
  subscriptionsDeleted: number;
  /** Number of the last accepted message; FIFO topics count, standard ones stay at 0. */
  sequence: number;
  /** Accepted messages by deduplication key, for five minutes. FIFO topics only. */
  recent: Map<string, Accepted>;
  archive: Archive | null;
  deleted: boolean;
}

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

/** A subscription. */
export interface Subscription {
  kind: 'subscription';
  arn: string;
  topicArn: string;
  protocol: string;
  endpoint: string;
  /** Account that subscribed. */
  owner: string;
  /** ARN of who subscribed. */
  principal: string;
  pending: boolean;
  authenticated: boolean;
  token: string;
  /** Epoch ms; tokens of pending subscriptions end after two days. */
  createdAt: number;
  /** Attributes that were set, by AWS's names, as they were given. */
  attributes: Map<string, string>;
  replay: Replay | null;
  /** The newest outcomes of deliveries, oldest first: what delivery status logging would show. */
  deliveries: Delivery[];
  deleted: boolean;
}

/** A replay of the archive to one subscription. */
export interface Replay {
  status: 'Pending' | 'In progress' | 'Completed' | 'Failed';
  /** Epoch ms, both included. */
  from: number;
  until: number | null;
  /** Sequence number of the last message that was replayed. */
  reached: string | null;
}

/** Outcome of one delivery attempt. */
export interface Delivery {
  /** Epoch ms. */
  at: number;
  messageId: string;
  outcome: 'delivered' | 'failed' | 'recorded' | 'dead-lettered' | 'lost';
  /** What the endpoint answered, or why nothing was sent. */
  detail: string;
}

/** Makes an account's empty region. */
export function createSnsRegion(): SnsRegion {
  return { topics: new Map(), smsAttributes: new Map() };
}
