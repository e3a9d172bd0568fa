import type { MetricTarget } from '../meter.ts';
import type { Heap } from './heap.ts';
import type { StoredMessage } from './message-model.ts';
import type { QueueSettings } from './settings.ts';
import type { Deduplication, ReceiveAttempt } from './remembered.ts';

/** The messages of one MessageGroupId; messages without one share the group ''. */
export interface MessageGroup {
  id: string;
  visible: Heap<StoredMessage>;
  /** All its messages in any state. */
  size: number;
  /** FIFO: above zero the group is locked. */
  inFlight: number;
  delayed: number;
  /** Position in the queue's `ready`. */
  slot: number;
}

/** A queue. Times in epoch ms. */
export interface Queue {
  kind: 'queue';
  /** Tells this queue from an earlier one of the same name. */
  uid: string;
  account: string;
  region: string;
  name: string;
  arn: string;
  fifo: boolean;
  createdAt: number;
  modifiedAt: number;
  /** Settable attributes as AWS would return them: only those that have a value. */
  attributes: Record<string, string>;
  /** The same, parsed: what the hot path reads. */
  settings: QueueSettings;
  tags: Record<string, string>;
  purgedAt?: number;
  deleted: boolean;
  nextOrder: number;
  /** Every message by MessageId, in order of arrival. */
  messages: Map<string, StoredMessage>;
  groups: Map<string, MessageGroup>;
  /** Groups with a message that can be received now, by the order of their first one. */
  ready: Heap<MessageGroup>;
  /** Groups with enough in flight to be judged noisy (standard). */
  busy: Set<MessageGroup>;
  /** Delayed and in-flight messages by `dueAt`. */
  due: Heap<StoredMessage>;
  /** All messages by `retainedFrom`. */
  expiry: Heap<StoredMessage>;
  visible: number;
  inFlight: number;
  delayed: number;
  /** FIFO: by deduplication id (with the group's before it in scope messageGroup), in order of expiry. */
  deduplications: Map<string, Deduplication>;
  attempts: Map<string, ReceiveAttempt>;
  /** Long polls, first come first served; each says whether it got what it waited for. */
  waiters: Set<() => boolean>;
  wakePending: boolean;
  stopTimer?: () => void;
  metrics: MetricTarget;
}
