import type { ResourceKind } from '../../service.ts';
import type { Deduplication } from '../remembered.ts';
import { foreign } from '../../foreign.ts';

type DeduplicationRow = Omit<Deduplication, 'kind' | 'queue'> & { uid: string; queueName: string };

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

function isDeduplication(resource: object): resource is Deduplication {
  return 'kind' in resource && resource.kind === 'deduplication';
}
