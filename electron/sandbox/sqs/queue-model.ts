import { randomUUID } from 'node:crypto';
import { queueArn } from '../../domain/arn.ts';
import { createHeap } from './heap.ts';
import type { Queue } from './model.ts';
import { firstInOrder, messageSlot } from './message-group.ts';

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
