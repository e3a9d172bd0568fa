import type { QueueSummary } from '../../../contract/queues.ts';
import { isFifoName, queueNameOfArn } from '../../../domain/arn.ts';
import { SNS, SQS } from '../../../domain/limits.ts';
import { isFailure } from '../../failures.ts';
import type { Services } from '../../services.ts';
import { toNumber, toQueueSummary, type Attributes } from '../queues/attributes.ts';
import { readAttributes } from '../queues/describe.ts';
import { readSources } from '../queues/sources.ts';
import { readTarget } from './parked/target.ts';
import type { PlanRequest } from './plan.ts';

/** A place that messages are to go to. */
export interface Target {
  /** URL of a queue or ARN of a topic. */
  resource: string;
  /** Null for topics, and where it may not be read. */
  summary: QueueSummary | null;
  attributes: Attributes | null;
  fifo: boolean;
  /** Bytes that one message may have there. */
  maximumSize: number;
}

/** Sources whose attributes are read. */
const most = 20;

/** Reads where messages are to go; nothing for the local store and for deletion. @throws NOT_FOUND, WRONG_REGION ... */
export async function readTargets(
  services: Services,
  { source, destination }: Pick<PlanRequest, 'source' | 'destination'>,
  signal: AbortSignal,
): Promise<Target[]> {
  const queue = async (scope: typeof source.scope, url: string): Promise<Target> => {
    const fifo = isFifoName(url);
    try {
      const attributes = await readAttributes(services, scope, url, signal);
      const summary = toQueueSummary(url, scope.region, attributes, services.host.clock.now());
      const maximumSize = toNumber(attributes.MaximumMessageSize) ?? SQS.messageSize;
      return { resource: url, summary, attributes, fifo, maximumSize };
    } catch (error) {
      // Who may only send cannot read it.
      if (!isFailure(error) || error.code !== 'ACCESS_DENIED') throw error;
      return { resource: url, summary: null, attributes: null, fifo, maximumSize: SQS.messageSize };
    }
  };
  switch (destination.kind) {
    case 'queue':
      return [await queue(destination.scope, destination.queueUrl)];
    case 'sources': {
      const urls = await readSources(services, source.scope, source.queueUrl, signal).catch(
        (error: unknown) => {
          // Each message names its own; only what is said of them before is missing.
          if (!isFailure(error) || signal.aborted) throw error;
          return [];
        },
      );
      return Promise.all(
        urls
          .filter((url) => url.includes('/'))
          .slice(0, most)
          .map((url) => queue(source.scope, url)),
      );
    }
    case 'topic': {
      const { maximumSize, fifo } = await readTarget(
        services,
        destination.scope,
        destination.topicArn,
        signal,
      );
      const size = maximumSize || SNS.messageSize.default;
      return [{ resource: destination.topicArn, summary: null, attributes: null, fifo, maximumSize: size }];
    }
    case 'park':
    case 'nothing':
      return [];
  }
}

/** Seconds until a message that fails again is back: every delivery may last the visibility timeout, and a minute on top. */
export function settleSeconds(targets: readonly Target[]): number {
  const each = targets.map(({ summary }) => {
    const receives = summary?.redrivePolicy?.maxReceiveCount ?? 3;
    return (summary?.visibilityTimeout ?? 30) * receives + 60;
  });
  return Math.min(86_400, Math.max(...each, each.length === 0 ? 150 : 0));
}

/** The target that a message of this origin goes to, of several. */
export const targetOf = (targets: readonly Target[], sourceArn: string | null): Target | undefined =>
  targets.find(
    ({ resource }) => sourceArn !== null && resource.split('/').at(-1) === queueNameOfArn(sourceArn),
  );
