import { topicArn } from '../../domain/arn.ts';
import type { Topic } from './model.ts';

/** A topic as it is made, before its attributes are set. */
export function emptyTopic(account: string, region: string, name: string, tags: Map<string, string>): Topic {
  return {
    kind: 'topic',
    arn: topicArn(region, account, name),
    name,
    account,
    region,
    fifo: name.endsWith('.fifo'),
    attributes: new Map(),
    tags,
    subscriptions: new Map(),
    subscriptionsDeleted: 0,
    sequence: 0,
    recent: new Map(),
    archive: null,
    deleted: false,
  };
}
