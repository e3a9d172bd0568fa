import type { World } from '../world.ts';
import type { Topic } from './model.ts';
import type { Notification } from './message-model.ts';
import { metricsOf } from './topics.ts';
import { parseArchivePolicy } from './archive-policy.ts';
import { DAY } from '../durations.ts';

/** Brings the archive in line with the topic's policy: begins, shortens or ends it. */
export function applyArchivePolicy(world: World, topic: Topic, text: string): void {
  const days = parseArchivePolicy(text);
  if (days === null) {
    dropArchived(world, topic, topic.archive?.messages ?? []);
    topic.archive = null;
    topic.attributes.delete('ArchivePolicy');
    return;
  }
  topic.archive ??= { since: world.clock.now(), days, messages: [] };
  topic.archive.days = days;
  topic.attributes.set('ArchivePolicy', text);
  forget(world, topic);
}

/** Keeps a message, where the topic has an archive. */
export function archive(world: World, topic: Topic, notification: Notification): void {
  if (!topic.archive) return;
  forget(world, topic);
  topic.archive.messages.push(notification);
  world.meter.add(metricsOf(topic), 'NumberOfMessagesArchiveProcessing', 1);
  world.meter.add(metricsOf(topic), 'NumberOfBytesArchiveProcessing', Buffer.byteLength(notification.body));
  world.changed(notification);
}

/** Drops what is older than the archive keeps; moves its beginning along. */
export function forget(world: World, topic: Topic): void {
  if (!topic.archive) return;
  const oldest = world.clock.now() - topic.archive.days * DAY;
  const keep = topic.archive.messages.findIndex((message) => message.publishedAt >= oldest);
  const gone = topic.archive.messages.splice(0, keep === -1 ? topic.archive.messages.length : keep);
  dropArchived(world, topic, gone);
  topic.archive.since = Math.max(topic.archive.since, oldest);
}

function dropArchived(world: World, topic: Topic, gone: Notification[]): void {
  for (const message of gone) {
    message.dropped = true;
    world.changed(message);
  }
  if (gone.length > 0) world.changed(topic);
}
