import type { Cancel } from '../../domain/clock.ts';
import { metricsOf } from '../sns/topics.ts';
import type { World } from '../world.ts';
import { keepMetrics } from './metric-hours.ts';
import { HOUR, MINUTE } from '../durations.ts';
import { activeGauges, archiveGauges } from './gauges.ts';

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
