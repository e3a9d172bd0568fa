import type { Bucket, MetricTarget } from '../meter.ts';
import { queueGauges } from '../sqs/gauges.ts';
import type { Queue } from '../sqs/model.ts';
import type { Topic } from '../sns/model.ts';
import type { World } from '../world.ts';
import { HOUR, MINUTE } from '../durations.ts';

/** A queue without messages and without any action for so long reports nothing. [SQS DG sqs-monitoring-using-cloudwatch] */
const IDLE_MS = 6 * HOUR;

const COUNTERS = [
  'NumberOfMessagesSent',
  'NumberOfMessagesReceived',
  'NumberOfMessagesDeleted',
  'NumberOfEmptyReceives',
];

/**
 * The gauge of a queue or topic for the minute that runs, as it is now; undefined where the metric is no gauge or the
 * resource reports none.
 */
export function runningGauge(world: World, target: MetricTarget, metric: string): Bucket | undefined {
  const value = liveGauges(world, target)[metric];
  const minute = Math.floor(world.clock.now() / MINUTE) * MINUTE;
  return value === undefined ? undefined : { minute, sum: value, minimum: value, maximum: value, samples: 1 };
}

/** All gauges that a resource reports now, by metric. */
export function liveGauges(world: World, target: MetricTarget): Record<string, number> {
  const { sqs, sns } = world.realm(target.account, target.region);
  if (target.namespace === 'AWS/SQS') {
    const queue = sqs.queues.get(target.resource);
    return queue ? activeGauges(world, queue) : {};
  }
  const topic = sns.topics.get(target.resource);
  return topic ? archiveGauges(topic) : {};
}

/** The gauges of queues that somebody used within the last hours. */
export function activeGauges(world: World, queue: Queue): Record<string, number> {
  return isActive(world, queue) ? queueGauges(queue, world.clock.now()) : {};
}

function isActive(world: World, queue: Queue): boolean {
  const now = world.clock.now();
  if (queue.messages.size > 0 || now - queue.modifiedAt < IDLE_MS) return true;
  return COUNTERS.some(
    (metric) => world.meter.read(queue.metrics, metric, now - IDLE_MS, now + 1).length > 0,
  );
}

/** What the archives of FIFO topics hold. */
export function archiveGauges(topic: Topic): Record<string, number> {
  if (!topic.archive) return {};
  const { messages } = topic.archive;
  return {
    ApproximateNumberOfMessagesArchived: messages.length,
    ApproximateNumberOfBytesArchived: messages.reduce((sum, { body }) => sum + Buffer.byteLength(body), 0),
  };
}
