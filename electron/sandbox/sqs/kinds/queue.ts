import type { ResourceKind } from '../../service.ts';
import type { Queue } from '../model.ts';
import { createQueueModel } from '../queue-model.ts';
import { toSettings } from '../settings.ts';
import { foreign } from '../../foreign.ts';

interface QueueRow extends Pick<
  Queue,
  'uid' | 'createdAt' | 'modifiedAt' | 'attributes' | 'tags' | 'purgedAt'
> {
  nextOrder: number;
}

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

function isQueue(resource: object): resource is Queue {
  return 'kind' in resource && resource.kind === 'queue';
}
