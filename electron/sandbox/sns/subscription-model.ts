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
