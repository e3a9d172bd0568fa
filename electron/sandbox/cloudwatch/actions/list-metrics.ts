import type { Action, ActionContext } from '../../action.ts';
import type { MetricTarget } from '../../meter.ts';
import { metricsOf } from '../../sns/topics.ts';
import { liveGauges, runningGauge } from '../gauges.ts';
import { textOf } from '../input.ts';
import { type Dimension, dimensionsOf } from '../dimensions.ts';
import { invalidValue } from '../refusals.ts';
import { HOUR } from '../../durations.ts';

const PAGE = 500;

/** A metric without data for two weeks is no longer listed. [CloudWatch API ListMetrics] */
const LISTED_MS = 14 * 24 * HOUR;

interface Metric {
  target: MetricTarget;
  metric: string;
}

/** Lists metrics that have data, 500 a page. [CloudWatch API ListMetrics] */
export const listMetrics: Action = {
  name: 'ListMetrics',
  parameters: [
    'Namespace',
    'MetricName',
    'Dimensions',
    'NextToken',
    'RecentlyActive',
    'IncludeLinkedAccounts',
    'OwningAccount',
  ],
  run(input, context) {
    const namespace = textOf(input.Namespace, 'Namespace');
    const name = textOf(input.MetricName, 'MetricName');
    const dimensions = dimensionsOf(input.Dimensions);
    const recent = textOf(input.RecentlyActive, 'RecentlyActive');
    if (recent !== undefined && recent !== 'PT3H')
      throw invalidValue('The parameter RecentlyActive must be PT3H.');
    const after = tokenOf(textOf(input.NextToken, 'NextToken'));
    const found = allMetrics(context)
      .filter(({ target }) => namespace === undefined || target.namespace === namespace)
      .filter(({ metric }) => name === undefined || metric === name)
      .filter(({ target }) => dimensions.every((dimension) => fits(target, dimension)))
      .filter((each) => hasData(context, each, recent ? 3 * HOUR : LISTED_MS))
      .map((each) => ({ ...each, key: keyOf(each) }))
      .filter(({ key }) => key > after)
      .sort((a, b) => (a.key < b.key ? -1 : 1));
    const page = found.slice(0, PAGE);
    const last = page.at(-1);
    return {
      Metrics: page.map(({ target, metric }) => ({
        Namespace: target.namespace,
        MetricName: metric,
        Dimensions: [{ Name: dimensionName(target), Value: target.resource }],
      })),
      ...(found.length > PAGE && last && { NextToken: Buffer.from(last.key).toString('base64url') }),
    };
  },
};

/** What the meter has, and the gauges of resources that were not sampled yet. */
function allMetrics({ caller, world }: ActionContext): Metric[] {
  const { sqs, sns } = world.realm(caller.account, caller.region);
  const live = [
    ...[...sqs.queues.values()].map((queue) => queue.metrics),
    ...[...sns.topics.values()].map(metricsOf),
  ].flatMap((target) => Object.keys(liveGauges(world, target)).map((metric) => ({ target, metric })));
  const all = [...world.meter.list(caller.account, caller.region), ...live];
  return [...new Map(all.map((each) => [keyOf(each), each])).values()];
}

function hasData({ world }: ActionContext, { target, metric }: Metric, ms: number): boolean {
  const now = world.clock.now();
  return (
    world.meter.read(target, metric, now - ms, now + 1).length > 0 ||
    runningGauge(world, target, metric) !== undefined
  );
}

function fits(target: MetricTarget, { name, value }: Dimension): boolean {
  return name === dimensionName(target) && (value === undefined || value === target.resource);
}

function dimensionName({ namespace }: MetricTarget): string {
  return namespace === 'AWS/SQS' ? 'QueueName' : 'TopicName';
}

function keyOf({ target, metric }: Metric): string {
  return `${target.namespace} ${target.resource} ${metric}`;
}

function tokenOf(token: string | undefined): string {
  if (!token) return '';
  const key = Buffer.from(token, 'base64url').toString();
  if (!key.startsWith('AWS/')) throw invalidValue('The parameter NextToken is invalid.');
  return key;
}
