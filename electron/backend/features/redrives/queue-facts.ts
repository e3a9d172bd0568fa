import type { Scope } from '../../../contract/procedure.ts';
import type { QueueSummary } from '../../../contract/queues.ts';
import { queueArn, queueNameOfUrl } from '../../../domain/arn.ts';
import { isFailure, type FailureError } from '../../failures.ts';
import type { Services } from '../../services.ts';
import { toQueueSummary, type Attributes } from '../queues/attributes.ts';
import { readAttributes } from '../queues/describe.ts';

/** A part that could be read, or the refusal in its place. */
export type Known<Value> = { value: Value; failure: null } | { value: null; failure: FailureError };

/** Reads a part; ACCESS_DENIED and UNSUPPORTED come back as its failure, anything else is thrown. */
export async function known<Value>(reading: Promise<Value>): Promise<Known<Value>> {
  try {
    return { value: await reading, failure: null };
  } catch (error) {
    if (!isFailure(error) || !/^(ACCESS_DENIED|UNSUPPORTED)$/.test(error.code)) throw error;
    return { value: null, failure: error };
  }
}

/** What is known of a queue; who may move its messages need not be allowed to read its attributes. */
export interface QueueFacts {
  arn: string;
  account: string;
  summary: QueueSummary | null;
  attributes: Attributes;
  failure: FailureError | null;
}

/** Reads a queue; without its attributes its ARN follows from its URL. @throws NOT_FOUND, WRONG_REGION ... */
export async function readQueue(
  services: Services,
  scope: Scope,
  queueUrl: string,
  signal: AbortSignal,
): Promise<QueueFacts> {
  const { value, failure } = await known(readAttributes(services, scope, queueUrl, signal));
  if (value === null) {
    const account = /\/(\d{12})\/[^/]+\/?$/.exec(queueUrl)?.[1] ?? '';
    const arn = queueArn(scope.region, account, queueNameOfUrl(queueUrl));
    return { arn, account, summary: null, attributes: {}, failure };
  }
  const summary = toQueueSummary(queueUrl, scope.region, value, services.host.clock.now());
  return { arn: summary.arn, account: summary.account, summary, attributes: value, failure: null };
}
