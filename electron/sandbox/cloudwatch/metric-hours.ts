import type { MetricTarget } from '../meter.ts';
import type { World } from '../world.ts';
import { HOUR, MINUTE } from '../durations.ts';

const KEPT_HOURS = 15 * 24;

/** One hour of all metrics of a queue or topic: what is written to disk at a time. */
export interface MetricHour {
  kind: 'metrics';
  world: World;
  target: MetricTarget;
  /** Start of the hour, epoch ms. */
  hour: number;
}

/** The hours of each world by key: one object each, so that an hour that changes often is written once. */
const hours = new WeakMap<World, Map<string, MetricHour>>();

/** Marks what was measured in the minute that ends as changed, and drops what is older than fifteen days. */
export function keepMetrics(world: World): void {
  const now = world.clock.now();
  const hour = Math.floor(now / HOUR) * HOUR;
  const minute = Math.floor(now / MINUTE) * MINUTE;
  const beginning = minute === hour;
  for (const { account, region } of world.realms()) {
    const measured = new Map<string, MetricTarget>();
    for (const { target, metric } of world.meter.list(account, region)) {
      const key = `${target.namespace} ${target.resource}`;
      if (measured.has(key) || world.meter.read(target, metric, minute, minute + MINUTE).length === 0)
        continue;
      measured.set(key, target);
    }
    for (const target of measured.values()) {
      world.changed(hourOf(world, target, hour));
      if (beginning) world.changed(hourOf(world, target, hour - (KEPT_HOURS + 1) * HOUR));
    }
  }
}

function hourOf(world: World, target: MetricTarget, hour: number): MetricHour {
  const known = hours.get(world) ?? new Map<string, MetricHour>();
  hours.set(world, known);
  const key = [target.account, target.region, nameOf(target, hour)].join(' ');
  const found: MetricHour = known.get(key) ?? { kind: 'metrics', world, target, hour };
  known.set(key, found);
  // Only the newest hours change; the others need no object.
  if (known.size > 10_000) known.delete(known.keys().next().value ?? key);
  return found;
}

/** Names sort by time within a resource. */
export function nameOf(target: MetricTarget, hour: number): string {
  return `${target.namespace} ${target.resource} ${new Date(hour).toISOString()}`;
}
