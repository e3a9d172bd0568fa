import type { Cancel } from '../../domain/clock.ts';
import type { Bucket, MetricTarget } from '../meter.ts';
import { queueGauges } from '../sqs/gauges.ts';
import type { Queue } from '../sqs/model.ts';
import { metricsOf } from '../sns/topics.ts';
import type { Topic } from '../sns/model.ts';
import type { World } from '../world.ts';
import { keepMetrics } from './metric-hours.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** A queue without messages and without any action for so long reports nothing. [SQS DG sqs-monitoring-using-cloudwatch] */
const IDLE_MS = 6 * HOUR;
const COUNTERS = [
  'NumberOfMessagesSent',
  'NumberOfMessagesReceived',
  'NumberOfMessagesDeleted',
  'NumberOfEmptyReceives',
];

/** Samples the gauges of all active queues and archives at the end of each minute, until cancelled. */
export function startSampling(world: World): Cancel {
  let stop: Cancel = () => {};
  const arm = (): void => {
    const now = world.clock.now();
    const end = (Math.floor(now / MINUTE) + 1) * MINUTE;
    // One millisecond early, so that the sample falls into the minute that ends.
    const wait = end - 1 - now;
    stop = world.clock.after(wait > 0 ? wait : wait + MINUTE, () => {
      sample(world);
      keepMetrics(world);
      arm();
    });
  };
  arm();
  return () => stop();
}

function sample(world: World): void {
  const now = world.clock.now();
  for (const { sqs, sns } of world.realms()) {
    for (const queue of sqs.queues.values()) {
      for (const [metric, value] of Object.entries(activeGauges(world, queue)))
        world.meter.add(queue.metrics, metric, value);
    }
    if ((now + 1) % HOUR !== 0) continue;
    for (const topic of sns.topics.values()) {
      for (const [metric, value] of Object.entries(archiveGauges(topic)))
        world.meter.add(metricsOf(topic), metric, value);
    }
  }
}

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

function activeGauges(world: World, queue: Queue): Record<string, number> {
  return isActive(world, queue) ? queueGauges(queue, world.clock.now()) : {};
}

function isActive(world: World, queue: Queue): boolean {
  const now = world.clock.now();
  if (queue.messages.size > 0 || now - queue.modifiedAt < IDLE_MS) return true;
  return COUNTERS.some(
    (metric) => world.meter.read(queue.metrics, metric, now - IDLE_MS, now + 1).length > 0,
  );
}

function archiveGauges(topic: Topic): Record<string, number> {
  if (!topic.archive) return {};
  const { messages } = topic.archive;
  return {
    ApproximateNumberOfMessagesArchived: messages.length,
    ApproximateNumberOfBytesArchived: messages.reduce((sum, { body }) => sum + Buffer.byteLength(body), 0),
  };
}
