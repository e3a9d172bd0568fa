import type { QueueRef, Scope } from '../contract/index.ts';
import { UsageError } from './exit-codes.ts';
import type { Session } from './session.ts';

/** All queues whose name begins with the prefix, page by page. */
export async function* eachQueue(
  { client, signal }: Session,
  scope: Scope,
  prefix?: string,
): AsyncGenerator<QueueRef> {
  let cursor: string | undefined;
  do {
    const page = await client.queues.list({ scope, prefix, cursor }, { signal });
    yield* page.queues;
    cursor = page.cursor;
  } while (cursor);
}

/** The queue that a name, URL or ARN means. An ARN's region must be the one that is asked. */
export async function findQueue(session: Session, scope: Scope, text: string): Promise<string> {
  if (/^https?:\/\//.test(text)) return text;
  const [scheme, , service, region, account, resource] = text.split(':');
  const arn = scheme === 'arn' ? { region, account, resource } : undefined;
  if (arn && service !== 'sqs') throw new UsageError(`${text} is not the ARN of a queue.`);
  if (arn && arn.region !== scope.region) {
    throw new UsageError(`The queue is in ${arn.region}: add --region ${arn.region}.`);
  }
  const name = arn?.resource ?? text;
  for await (const queue of eachQueue(session, scope, name.slice(0, 80))) {
    const owner = /\/(\d{12})\/[^/]+$/.exec(queue.url)?.[1];
    if (queue.name === name && (!arn || !owner || owner === arn.account)) return queue.url;
  }
  const elsewhere = arn ? ' A queue of another account is reached by its URL.' : '';
  throw new Error(`Profile ${scope.profile} has no queue named ${name} in ${scope.region}.${elsewhere}`);
}
