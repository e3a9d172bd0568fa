import type { ResourceKind } from '../../service.ts';
import type { StoredMessage } from '../message-model.ts';
import { insert } from '../queue-state.ts';
import { foreign } from '../../foreign.ts';

type MessageRow = Omit<StoredMessage, 'kind' | 'queue' | 'slot' | 'expirySlot'> & {
  uid: string;
  queueName: string;
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

function isMessage(resource: object): resource is StoredMessage {
  return 'kind' in resource && resource.kind === 'message';
}
