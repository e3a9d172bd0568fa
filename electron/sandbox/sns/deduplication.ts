import type { World } from '../world.ts';
import type { Topic } from './model.ts';
import type { Accepted, Notification } from './message-model.ts';
import { SNS } from '../../domain/limits.ts';

/** By what a message is known again: its id, with the group before it in scope MessageGroup. */
export function deduplicationKey(topic: Topic, { groupId, deduplicationId }: Notification): string {
  // Neither id may hold a space.
  const scope = topic.attributes.get('FifoThroughputScope') === 'MessageGroup' ? groupId : '';
  return `${scope} ${deduplicationId}`;
}

/** What the topic accepted under this key within the window; older entries are dropped on the way. */
export function recentAccepted(world: World, topic: Topic, key: string): Accepted | undefined {
  const oldest = world.clock.now() - SNS.deduplicationWindowSeconds * 1000;
  const drop = (accepted: Accepted): void => {
    topic.recent.delete(accepted.key);
    accepted.dropped = true;
    world.changed(accepted);
  };
  // The map is in order of acceptance, since a key comes back only after it was dropped; unless the clock was set back.
  for (const accepted of topic.recent.values()) {
    if (accepted.at > oldest) break;
    drop(accepted);
  }
  const found = topic.recent.get(key);
  if (!found || found.at > oldest) return found;
  drop(found);
  return undefined;
}
