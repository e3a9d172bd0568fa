import type { ResourceKind } from '../../service.ts';
import type { Topic } from '../model.ts';
import { foreign } from '../../foreign.ts';
import { read, write } from './row.ts';

/** Topics; their subscriptions and archived messages have rows of their own. */
export const topicKind: ResourceKind = {
  kind: 'topic',
  owns: isTopic,
  key(resource) {
    const { account, region, name } = isTopic(resource) ? resource : foreign();
    return { account, region, name };
  },
  toRow(resource) {
    const topic = isTopic(resource) ? resource : foreign();
    const archive = topic.archive && { ...topic.archive, messages: [] };
    return topic.deleted ? null : write({ ...topic, subscriptions: new Map(), recent: new Map(), archive });
  },
  fromRow(world, row, { account, region, name }) {
    world.realm(account, region).sns.topics.set(name, read<Topic>(row));
  },
};

function isTopic(resource: object): resource is Topic {
  return 'kind' in resource && resource.kind === 'topic';
}
