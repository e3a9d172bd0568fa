import type { ResourceKind } from '../service.ts';
import { createQueueModel, type Deduplication, type Queue, type StoredMessage } from './model.ts';
import type { MoveTask } from './move-task.ts';
import { isActive, runMoveTask } from './move-tasks.ts';
import { insert } from './queue-state.ts';
import { toSettings } from './queue-attributes.ts';

interface QueueRow extends Pick<
  Queue,
  'uid' | 'createdAt' | 'modifiedAt' | 'attributes' | 'tags' | 'purgedAt'
> {
  nextOrder: number;
}

type MessageRow = Omit<StoredMessage, 'kind' | 'queue' | 'slot' | 'expirySlot'> & {
  uid: string;
  queueName: string;
};

type DeduplicationRow = Omit<Deduplication, 'kind' | 'queue'> & { uid: string; queueName: string };

/** Queues, without what they hold. */
export const queueKind: ResourceKind = {
  kind: 'queue',
  owns: isQueue,
  key: (resource) => (isQueue(resource) ? resource : foreign()),
  toRow(resource) {
    const queue = isQueue(resource) ? resource : foreign();
    if (queue.deleted) return null;
    const { uid, createdAt, modifiedAt, attributes, tags, purgedAt, nextOrder } = queue;
    const row: QueueRow = {
      uid,
      createdAt,
      modifiedAt,
      attributes,
      tags,
      purgedAt,
      nextOrder,
    };
    return JSON.stringify(row);
  },
  fromRow(world, text, { account, region, name }) {
    const row = JSON.parse(text) as QueueRow;
    const { uid, createdAt, modifiedAt, attributes, tags, purgedAt, nextOrder } = row;
    const settings = toSettings(attributes);
    const queue = createQueueModel({ account, region, name, attributes, settings, tags, createdAt }, uid);
    Object.assign(queue, { modifiedAt, purgedAt, nextOrder });
    world.realm(account, region).sqs.queues.set(name, queue);
  },
};

/** Messages, with their visibility and receipts. */
export const messageKind: ResourceKind = {
  kind: 'message',
  owns: isMessage,
  key(resource) {
    const { id, queue } = isMessage(resource) ? resource : foreign();
    return { account: queue.account, region: queue.region, name: id };
  },
  toRow(resource) {
    const message = isMessage(resource) ? resource : foreign();
    if (message.state === 'gone') return null;
    const { kind: _kind, queue, slot: _slot, expirySlot: _expirySlot, ...rest } = message;
    const row: MessageRow = { ...rest, uid: queue.uid, queueName: queue.name };
    return JSON.stringify(row);
  },
  fromRow(world, text, { account, region }) {
    const { uid, queueName, ...rest } = JSON.parse(text) as MessageRow;
    const queue = world.realm(account, region).sqs.queues.get(queueName);
    if (queue?.uid !== uid) return;
    queue.nextOrder = Math.max(queue.nextOrder, rest.order + 1);
    insert(queue, { ...rest, kind: 'message', queue, slot: -1, expirySlot: -1 });
  },
  resume(world) {
    for (const { sqs } of world.realms()) {
      for (const queue of sqs.queues.values()) {
        // Rows come back in any order; the map is in order of arrival.
        const inOrder = [...queue.messages].sort(
          ([, a], [, b]) => a.arrivedAt - b.arrivedAt || a.order - b.order,
        );
        queue.messages = new Map(inOrder);
      }
    }
  },
};

/** What FIFO queues remember of the last five minutes. */
export const deduplicationKind: ResourceKind = {
  kind: 'deduplication',
  owns: isDeduplication,
  key(resource) {
    const { queue, messageId } = isDeduplication(resource) ? resource : foreign();
    return { account: queue.account, region: queue.region, name: messageId };
  },
  toRow(resource) {
    const entry = isDeduplication(resource) ? resource : foreign();
    if (entry.over || entry.queue.deleted) return null;
    const { kind: _kind, queue, ...rest } = entry;
    const row: DeduplicationRow = { ...rest, uid: queue.uid, queueName: queue.name };
    return JSON.stringify(row);
  },
  fromRow(world, text, { account, region }) {
    const { uid, queueName, ...rest } = JSON.parse(text) as DeduplicationRow;
    const queue = world.realm(account, region).sqs.queues.get(queueName);
    if (queue?.uid === uid) queue.deduplications.set(rest.key, { ...rest, kind: 'deduplication', queue });
  },
  resume(world) {
    for (const { sqs } of world.realms()) {
      for (const queue of sqs.queues.values()) {
        // The map is in order of expiry.
        const inOrder = [...queue.deduplications].sort(([, a], [, b]) => a.expiresAt - b.expiresAt);
        queue.deduplications = new Map(inOrder);
      }
    }
  },
};

/** Move tasks; those at work go on. */
export const moveTaskKind: ResourceKind = {
  kind: 'moveTask',
  owns: isMoveTask,
  key(resource) {
    const { account, region, taskId } = isMoveTask(resource) ? resource : foreign();
    return { account, region, name: taskId };
  },
  toRow(resource) {
    const task = isMoveTask(resource) ? resource : foreign();
    return task.forgotten ? null : JSON.stringify(task);
  },
  fromRow(world, text, { account, region }) {
    const task = JSON.parse(text) as MoveTask;
    const { moveTasks } = world.realm(account, region).sqs;
    const all = [...(moveTasks.get(task.sourceArn) ?? []), task];
    moveTasks.set(
      task.sourceArn,
      all.sort((a, b) => b.startedAt - a.startedAt),
    );
  },
  resume(world) {
    for (const { sqs } of world.realms()) {
      for (const task of [...sqs.moveTasks.values()].flat()) if (isActive(task)) runMoveTask(world, task);
    }
  },
};

function isQueue(resource: object): resource is Queue {
  return 'kind' in resource && resource.kind === 'queue';
}

function isMessage(resource: object): resource is StoredMessage {
  return 'kind' in resource && resource.kind === 'message';
}

function isDeduplication(resource: object): resource is Deduplication {
  return 'kind' in resource && resource.kind === 'deduplication';
}

function isMoveTask(resource: object): resource is MoveTask {
  return 'kind' in resource && resource.kind === 'moveTask';
}

function foreign(): never {
  throw new TypeError('not a resource of this kind');
}
