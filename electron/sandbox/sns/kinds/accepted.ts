import { topicNameOfArn } from '../../../domain/arn.ts';
import type { ResourceKind } from '../../service.ts';
import type { Accepted } from '../message-model.ts';
import { topicByArn } from '../topics.ts';
import { foreign } from '../../foreign.ts';
import { keyOf, read, write } from './row.ts';

/** What FIFO topics accepted within the deduplication window. */
export const acceptedKind: ResourceKind = {
  kind: 'accepted',
  owns: isAccepted,
  key(resource) {
    const { topicArn, key } = isAccepted(resource) ? resource : foreign();
    return keyOf(topicArn, `${topicNameOfArn(topicArn)} ${key}`);
  },
  toRow(resource) {
    const accepted = isAccepted(resource) ? resource : foreign();
    return accepted.dropped ? null : write(accepted);
  },
  fromRow(world, row) {
    const accepted = read<Accepted>(row);
    topicByArn(world, accepted.topicArn)?.recent.set(accepted.key, accepted);
  },
  resume(world) {
    for (const { sns } of world.realms()) {
      for (const topic of sns.topics.values())
        // The window is cut from the oldest on, and rows come back in any order.
        topic.recent = new Map([...topic.recent].sort(([, a], [, b]) => a.at - b.at));
    }
  },
};

function isAccepted(resource: object): resource is Accepted {
  return 'kind' in resource && resource.kind === 'accepted';
}
