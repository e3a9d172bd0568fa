import { GetQueueAttributesCommand } from '@aws-sdk/client-sqs';
import type { Scope } from '../../../contract/procedure.ts';
import type { DescribedQueue } from '../../../contract/queues.ts';
import { isFailure, toFailure } from '../../failures.ts';
import type { Services } from '../../services.ts';
import { toQueueSummary, type Attributes } from './attributes.ts';
import { checkRegion } from './region-of-url.ts';

/** Reads all attributes of a queue. @throws NOT_FOUND, WRONG_REGION, ACCESS_DENIED ... */
export async function readAttributes(
  { clients }: Services,
  scope: Scope,
  queueUrl: string,
  signal: AbortSignal,
): Promise<Attributes> {
  checkRegion(scope, queueUrl);
  const sqs = await clients.sqs(scope);
  const command = new GetQueueAttributesCommand({ QueueUrl: queueUrl, AttributeNames: ['All'] });
  const { Attributes: attributes = {} } = await sqs.send(command, { abortSignal: signal });
  return attributes;
}

/** One queue's summary, or the failure in its place. Only a cancel is thrown. */
export async function describeQueue(
  services: Services,
  scope: Scope,
  url: string,
  signal: AbortSignal,
): Promise<DescribedQueue> {
  try {
    const attributes = await readAttributes(services, scope, url, signal);
    return {
      url,
      summary: toQueueSummary(url, scope.region, attributes, services.host.clock.now()),
      failure: null,
    };
  } catch (error) {
    if (!isFailure(error) || signal.aborted) throw error;
    return { url, summary: null, failure: toFailure(error) };
  }
}
