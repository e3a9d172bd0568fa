import { GetMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import type { OldestAge } from '../../../contract/queues-dead-letters.ts';
import type { Scope } from '../../../contract/procedure.ts';
import { queueNameOfUrl } from '../../../domain/arn.ts';
import { createRemembered } from '../../aws/remembered.ts';
import type { Handlers } from '../../handlers.ts';
import type { Services } from '../../services.ts';

/** Each metric asked for is billed, and a point comes once a minute. */
const KEPT = 60_000;
/** A queue that wakes up is told of with a quarter of an hour's delay at most. */
const SPAN = 15 * 60_000;

/** CloudWatch's age of the oldest message, for many queues in one call. */
export function createAges({ clients, host }: Services): Handlers<'queues'>['ages'] {
  const { clock } = host;
  const answers = createRemembered<OldestAge[]>(clock, KEPT, 500);

  const read = async (scope: Scope, urls: readonly string[], signal: AbortSignal): Promise<OldestAge[]> => {
    const cloudwatch = await clients.cloudwatch(scope);
    const now = clock.now();
    const { MetricDataResults = [] } = await cloudwatch.send(
      new GetMetricDataCommand({
        StartTime: new Date(now - SPAN),
        EndTime: new Date(now),
        ScanBy: 'TimestampDescending',
        MetricDataQueries: urls.map((url, at) => ({
          Id: `q${at}`,
          MetricStat: {
            Metric: {
              Namespace: 'AWS/SQS',
              MetricName: 'ApproximateAgeOfOldestMessage',
              Dimensions: [{ Name: 'QueueName', Value: queueNameOfUrl(url) }],
            },
            Period: 60,
            Stat: 'Maximum',
          },
        })),
      }),
      { abortSignal: signal },
    );
    return urls.map((url, at) => {
      const found = MetricDataResults.find(({ Id }) => Id === `q${at}`);
      return { url, seconds: found?.Values?.[0] ?? null, at: found?.Timestamps?.[0]?.getTime() ?? null };
    });
  };

  return ({ scope, urls }, { signal }) =>
    answers.of(JSON.stringify([scope.profile, scope.region, urls]), () => read(scope, urls, signal));
}
