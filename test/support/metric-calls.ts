import {
  CloudWatchClient,
  GetMetricDataCommand,
  ListMetricsCommand,
  type GetMetricDataCommandInput,
  type MetricDataQuery,
} from '@aws-sdk/client-cloudwatch';
import type { Behaviour } from './behaviour.ts';

/** Where and when metrics are asked for. */
type Given = Pick<Behaviour, 'endpoint' | 'account' | 'region'> & { clock: Pick<Behaviour['clock'], 'now'> };

const HOUR = 3_600_000;

/** Calls CloudWatch at the endpoint of a behaviour. */
export async function atCloudWatch<T>(
  { endpoint, account, region }: Pick<Given, 'endpoint' | 'account' | 'region'>,
  call: (cloudwatch: CloudWatchClient) => Promise<T>,
): Promise<T> {
  const credentials = { accessKeyId: account, secretAccessKey: 'any' };
  const cloudwatch = new CloudWatchClient({ endpoint, region, credentials, maxAttempts: 1 });
  try {
    return await call(cloudwatch);
  } finally {
    cloudwatch.destroy();
  }
}

/** Name of the queue or topic at the end of a URL or ARN. */
export const nameOf = (urlOrArn: string): string => urlOrArn.split(/[/:]/).at(-1) ?? '';

/** A query for one metric of a queue or topic. */
export function query(
  resource: string,
  MetricName: string,
  Stat: string,
  Period = 60,
  Id = 'm',
): MetricDataQuery {
  const isTopic = resource.startsWith('arn:');
  return {
    Id,
    MetricStat: {
      Metric: {
        Namespace: isTopic ? 'AWS/SNS' : 'AWS/SQS',
        MetricName,
        Dimensions: [{ Name: isTopic ? 'TopicName' : 'QueueName', Value: nameOf(resource) }],
      },
      Period,
      Stat,
    },
  };
}

/** GetMetricData over the last hour and the running minute, unless told otherwise; oldest first. */
export function metricData(
  given: Given,
  MetricDataQueries: MetricDataQuery[],
  more: Partial<GetMetricDataCommandInput> = {},
) {
  const now = given.clock.now();
  return atCloudWatch(given, (cloudwatch) =>
    cloudwatch.send(
      new GetMetricDataCommand({
        MetricDataQueries,
        StartTime: new Date(now - HOUR),
        EndTime: new Date(now + 60_000),
        ScanBy: 'TimestampAscending',
        ...more,
      }),
    ),
  );
}

/** Values of one metric over the last hour. */
export async function values(
  given: Given,
  resource: string,
  metric: string,
  stat: string,
  period = 60,
): Promise<number[]> {
  const { MetricDataResults = [] } = await metricData(given, [query(resource, metric, stat, period)]);
  return MetricDataResults[0]?.Values ?? [];
}

/** Names of all metrics listed for a namespace, as `resource metric`, sorted. */
export async function listed(given: Given, Namespace?: string): Promise<string[]> {
  const { Metrics = [] } = await atCloudWatch(given, (cloudwatch) =>
    cloudwatch.send(new ListMetricsCommand({ Namespace })),
  );
  return Metrics.map(({ MetricName, Dimensions = [] }) => `${Dimensions[0]?.Value} ${MetricName}`).sort();
}
