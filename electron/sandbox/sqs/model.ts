import { randomUUID } from 'node:crypto';
import { queueArn } from '../../domain/arn.ts';
import type { MetricTarget } from '../meter.ts';
import { createHeap, type Heap } from './heap.ts';
import type { MoveTask } from './move-task.ts';

/** A user attribute as the JSON protocol carries it; `BinaryValue` is base64. */
export interface MessageAttribute {
  DataType: string;
  StringValue?: string;
  BinaryValue?: string;
}

/** User attributes by name. */
export type MessageAttributes = Record<string, MessageAttribute>;

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

/** What a send within the deduplication window gets back. */
export interface Deduplication {
  kind: 'deduplication';
  queue: Queue;
  /** The id, with the group before it in scope messageGroup. */
  key: string;
  messageId: string;
  sequenceNumber: string;
  expiresAt: number;
  over: boolean;
}

/** What a receive with a ReceiveRequestAttemptId gave, to be given again. */
export interface ReceiveAttempt {
  expiresAt: number;
  receipts: Array<{ message: StoredMessage; receipt: number; dueAt: number }>;
}

/** The attributes that a queue can be given, as strings on the wire; numbers are parsed once. */
export interface QueueSettings {
  delaySeconds: number;
  maximumMessageSize: number;
  messageRetentionPeriod: number;
  receiveMessageWaitTimeSeconds: number;
  visibilityTimeout: number;
  redrive?: { deadLetterTargetArn: string; maxReceiveCount: number };
  contentBasedDeduplication: boolean;
  deduplicationScope: 'queue' | 'messageGroup';
  /** The access policy, parsed. */
  policy?: unknown;
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

/** The queues of one account in one region. */
export interface SqsRegion {
  queues: Map<string, Queue>;
  /** When a queue was deleted, by name: the name is locked for 60 s. */
  deleted: Map<string, number>;
  /** Move tasks by source ARN, newest first. */
  moveTasks: Map<string, MoveTask[]>;
}

/** An account without queues. */
export function createSqsRegion(): SqsRegion {
  return { queues: new Map(), deleted: new Map(), moveTasks: new Map() };
}

/** What is needed to make a queue; the settings are already valid. */
export type QueueSeed = Pick<
  Queue,
  'account' | 'region' | 'name' | 'attributes' | 'settings' | 'tags' | 'createdAt'
>;

/** Makes an empty queue. */
export function createQueueModel(seed: QueueSeed, uid: string = randomUUID()): Queue {
  const { account, region, name } = seed;
  return {
    kind: 'queue',
    uid,
    ...seed,
    arn: queueArn(region, account, name),
    fifo: name.endsWith('.fifo'),
    modifiedAt: seed.createdAt,
    deleted: false,
    nextOrder: 1,
    messages: new Map(),
    groups: new Map(),
    ready: createHeap(firstInOrder, { get: (group) => group.slot, set: (group, at) => (group.slot = at) }),
    busy: new Set(),
    due: createHeap((a, b) => a.dueAt < b.dueAt || (a.dueAt === b.dueAt && a.order < b.order), messageSlot),
    expiry: createHeap((a, b) => a.retainedFrom < b.retainedFrom, {
      get: (message) => message.expirySlot,
      set: (message, at) => (message.expirySlot = at),
    }),
    visible: 0,
    inFlight: 0,
    delayed: 0,
    deduplications: new Map(),
    attempts: new Map(),
    waiters: new Set(),
    wakePending: false,
    metrics: { account, region, namespace: 'AWS/SQS', resource: name },
  };
}

/** Makes a group without messages. */
export function createMessageGroup(id: string): MessageGroup {
  const visible = createHeap<StoredMessage>((a, b) => a.order < b.order, messageSlot);
  return { id, visible, size: 0, inFlight: 0, delayed: 0, slot: -1 };
}

const messageSlot = {
  get: (message: StoredMessage): number => message.slot,
  set: (message: StoredMessage, at: number): void => {
    message.slot = at;
  },
};

function firstInOrder(a: MessageGroup, b: MessageGroup): boolean {
  return (a.visible.peek()?.order ?? Infinity) < (b.visible.peek()?.order ?? Infinity);
}
