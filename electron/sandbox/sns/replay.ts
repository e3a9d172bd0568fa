import type { World } from '../world.ts';
import { forget } from './archive.ts';
import { deliverTo } from './deliver.ts';
import type { Topic } from './model.ts';
import type { Replay, Subscription } from './subscription-model.ts';
import type { Notification } from './message-model.ts';
import { topicByArn } from './topics.ts';
import type { ReplayPolicy } from './replay-policy.ts';

/** Messages replayed at a time, and the pause between: a replay takes a moment and can be watched and replaced. */
const BATCH = 10;
const PAUSE_MS = 100;
/** The pause of a replay that has reached the present before its end point. */
const IDLE_MS = 1000;

/** Starts a replay, in place of the one that runs; null ends it and lets new messages through again. */
export function startReplay(
  world: World,
  topic: Topic,
  subscription: Subscription,
  policy: ReplayPolicy | null,
): void {
  subscription.replay = policy && { status: 'Pending', ...policy, reached: null };
  world.changed(subscription);
  if (subscription.replay) next(world, topic, subscription, subscription.replay);
}

/** Goes on with the replays that a restart interrupted. */
export function resumeReplays(world: World, topic: Topic): void {
  for (const subscription of topic.subscriptions.values()) {
    const { replay } = subscription;
    if (replay && (replay.status === 'Pending' || replay.status === 'In progress'))
      next(world, topic, subscription, replay);
  }
}

function next(
  world: World,
  topic: Topic,
  subscription: Subscription,
  replay: Replay,
  pause = PAUSE_MS,
): void {
  world.clock.after(pause, () => {
    const superseded = subscription.replay !== replay;
    const gone = topicByArn(world, topic.arn)?.subscriptions.get(subscription.arn) !== subscription;
    if (!superseded && !gone) step(world, topic, subscription, replay);
  });
}

function step(world: World, topic: Topic, subscription: Subscription, replay: Replay): void {
  forget(world, topic);
  if (!topic.archive) {
    replay.status = 'Failed';
    world.changed(subscription);
    return;
  }
  replay.status = 'In progress';
  const batch = remaining(topic.archive.messages, replay, BATCH);
  for (const message of batch) {
    deliverTo(world, topic, subscription, { ...message, replayed: true });
    replay.reached = message.sequenceNumber ?? null;
  }
  // Without an end point new messages follow from here on, so the status changes in the same step as the last copy.
  const done = remaining(topic.archive.messages, replay, 1).length === 0;
  if (done && (replay.until === null || world.clock.now() > replay.until)) replay.status = 'Completed';
  else next(world, topic, subscription, replay, done ? IDLE_MS : PAUSE_MS);
  world.changed(subscription);
}

/** The next messages to replay; the archive is in order of publication, and so of sequence numbers. */
function remaining(messages: readonly Notification[], replay: Replay, count: number): Notification[] {
  const isAhead = ({ publishedAt, sequenceNumber = '' }: Notification): boolean =>
    publishedAt >= replay.from && (replay.reached === null || sequenceNumber > replay.reached);
  let low = 0;
  let high = messages.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const message = messages[middle];
    if (message && !isAhead(message)) low = middle + 1;
    else high = middle;
  }
  return messages
    .slice(low, low + count)
    .filter(({ publishedAt }) => replay.until === null || publishedAt <= replay.until);
}
