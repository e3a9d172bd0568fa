import { ListQueueTagsCommand } from '@aws-sdk/client-sqs';
import type { Scope } from '../../../contract/procedure.ts';
import type { TaggedQueue } from '../../../contract/queues.ts';
import { isFailure, toFailure } from '../../failures.ts';
import type { Services } from '../../services.ts';
import { checkRegion } from './region-of-url.ts';

/** The tags of a queue. @throws NOT_FOUND, WRONG_REGION, ACCESS_DENIED, UNSUPPORTED ... */
export async function readTags(
  { clients }: Services,
  scope: Scope,
  queueUrl: string,
  signal: AbortSignal,
): Promise<Record<string, string>> {
  checkRegion(scope, queueUrl);
  const sqs = await clients.sqs(scope);
  const command = new ListQueueTagsCommand({ QueueUrl: queueUrl });
  const { Tags: tags } = await sqs.send(command, { abortSignal: signal });
  // Some servers answer null, or a null value, where AWS leaves the field out.
  return Object.fromEntries(Object.entries(tags ?? {}).map(([key, value]) => [key, value ?? '']));
}

/** One queue's tags, or the failure in their place. Only a cancel is thrown. */
export async function tagsOf(
  services: Services,
  scope: Scope,
  url: string,
  signal: AbortSignal,
): Promise<TaggedQueue> {
  try {
    return { url, tags: await readTags(services, scope, url, signal), failure: null };
  } catch (error) {
    if (!isFailure(error) || signal.aborted) throw error;
    return { url, tags: null, failure: toFailure(error) };
  }
}
