import { parseArn, topicNameOfArn } from '../../domain/arn.ts';
import type { ResourceKind } from '../service.ts';
import type { Accepted, Notification, Subscription, Topic } from './model.ts';
import { resumeReplays } from './replay.ts';
import { topicByArn } from './topics.ts';

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

/** Subscriptions; the outcomes of their deliveries come along. */
export const subscriptionKind: ResourceKind = {
  kind: 'subscription',
  owns: isSubscription,
  key(resource) {
    const { arn } = isSubscription(resource) ? resource : foreign();
    return keyOf(arn, arn);
  },
  toRow(resource) {
    const subscription = isSubscription(resource) ? resource : foreign();
    return subscription.deleted ? null : write(subscription);
  },
  fromRow(world, row) {
    const subscription = read<Subscription>(row);
    topicByArn(world, subscription.topicArn)?.subscriptions.set(subscription.arn, subscription);
  },
};

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

/** Archived messages of FIFO topics. */
export const notificationKind: ResourceKind = {
  kind: 'notification',
  owns: isNotification,
  key(resource) {
    const { topicArn, messageId } = isNotification(resource) ? resource : foreign();
    return keyOf(topicArn, `${topicNameOfArn(topicArn)} ${messageId}`);
  },
  toRow(resource) {
    const notification = isNotification(resource) ? resource : foreign();
    return notification.dropped ? null : write(notification);
  },
  fromRow(world, row) {
    const notification = read<Notification>(row);
    topicByArn(world, notification.topicArn)?.archive?.messages.push(notification);
  },
  resume(world) {
    for (const { sns } of world.realms()) {
      for (const topic of sns.topics.values()) {
        // Rows come back in any order; archives are in order of publication, which all sequence numbers keep.
        topic.archive?.messages.sort((a, b) =>
          (a.sequenceNumber ?? '') < (b.sequenceNumber ?? '') ? -1 : 1,
        );
        resumeReplays(world, topic);
      }
    }
  },
};

function isTopic(resource: object): resource is Topic {
  return 'kind' in resource && resource.kind === 'topic';
}

function isSubscription(resource: object): resource is Subscription {
  return 'kind' in resource && resource.kind === 'subscription';
}

function isAccepted(resource: object): resource is Accepted {
  return 'kind' in resource && resource.kind === 'accepted';
}

function isNotification(resource: object): resource is Notification {
  return 'kind' in resource && resource.kind === 'notification';
}

function foreign(): never {
  throw new TypeError('not a resource of this kind');
}

function keyOf(arn: string, name: string): { account: string; region: string; name: string } {
  const { account = '', region = '' } = parseArn(arn) ?? {};
  return { account, region, name };
}

function write(resource: object): string {
  return JSON.stringify(resource, (_, value: unknown) =>
    value instanceof Map ? { $map: [...value] } : value,
  );
}

function read<T>(row: string): T {
  return JSON.parse(row, (_, value: unknown) => (isMap(value) ? new Map(value.$map) : value)) as T;
}

function isMap(value: unknown): value is { $map: Array<[unknown, unknown]> } {
  return typeof value === 'object' && value !== null && '$map' in value && Array.isArray(value.$map);
}
