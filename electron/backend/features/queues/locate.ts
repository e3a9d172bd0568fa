import { GetQueueUrlCommand } from '@aws-sdk/client-sqs';
import type { Scope } from '../../../contract/procedure.ts';
import type { LocatedQueue } from '../../../contract/queues.ts';
import { isQueueName, parseArn, queueArn, queueNameOfUrl } from '../../../domain/arn.ts';
import { defaultEndpoint } from '../../../domain/regions.ts';
import { fail, isFailure, toFailure } from '../../failures.ts';
import type { Handlers } from '../../handlers.ts';
import type { Services } from '../../services.ts';
import { toQueueRef, toQueueSummary } from './attributes.ts';
import { readAttributes } from './describe.ts';
import { regionOfQueueUrl } from './region-of-url.ts';

/** What a text names: a queue by its URL, or by name and perhaps the account that owns it. */
type Named = { url: string } | { name: string; account: string | undefined };

const notOne = (message: string) => fail('INVALID_INPUT', message, { field: 'id' });

/** Reads a name, URL or ARN. @throws INVALID_INPUT, WRONG_REGION */
function parseId(id: string, scope: Scope, ownEndpoint: boolean): Named {
  const wrongRegion = (region: string) =>
    fail('WRONG_REGION', `The queue is in ${region}, and ${scope.region} was asked.`, {
      resource: id,
      profile: scope.profile,
    });
  if (id.startsWith('arn:')) {
    const arn = parseArn(id);
    if (arn?.service !== 'sqs' || !isQueueName(arn.resource)) throw notOne('This is no ARN of a queue.');
    if (arn.region !== scope.region) throw wrongRegion(arn.region);
    return { name: arn.resource, account: arn.account || undefined };
  }
  if (isQueueName(id)) return { name: id, account: undefined };
  const url = URL.parse(id);
  if (!url || !/^https?:$/.test(url.protocol) || !isQueueName(toQueueRef(id).name))
    throw notOne('This is no name, URL or ARN of a queue.');
  const region = regionOfQueueUrl(id);
  if (region !== null && region !== scope.region) throw wrongRegion(region);
  if (region === null && !ownEndpoint)
    throw notOne(`${url.host} is no address of SQS, and this profile calls AWS itself.`);
  return { url: id };
}

/** Finds a queue by its name, URL or ARN. */
export function createLocate(services: Services): Handlers<'queues'>['locate'] {
  const { clients, profiles, host } = services;

  async function urlOf(scope: Scope, named: Named, endpoint: string | undefined, signal: AbortSignal) {
    if ('url' in named) return named.url;
    const { name, account } = named;
    const sqs = await clients.sqs(scope);
    const command = new GetQueueUrlCommand({ QueueName: name, QueueOwnerAWSAccountId: account });
    try {
      const { QueueUrl } = await sqs.send(command, { abortSignal: signal });
      if (QueueUrl) return QueueUrl;
      throw fail('UNSUPPORTED', `The endpoint does not tell the URL of ${name}.`);
    } catch (error) {
      // Who may not look a URL up may still use the queue: on AWS the URL follows from the account.
      if (!isFailure(error) || error.code !== 'ACCESS_DENIED' || !account) throw error;
      return `${(endpoint ?? defaultEndpoint('sqs', scope.region)).replace(/\/+$/, '')}/${account}/${name}`;
    }
  }

  return async ({ scope, id }, { signal }): Promise<LocatedQueue> => {
    const endpoint = await profiles.endpoint(scope.profile, 'sqs');
    const named = parseId(id, scope, endpoint !== undefined);
    try {
      const url = await urlOf(scope, named, endpoint, signal);
      try {
        const attributes = await readAttributes(services, scope, url, signal);
        const { arn, account } = toQueueSummary(url, scope.region, attributes, host.clock.now());
        return { queue: toQueueRef(url), arn, account, failure: null };
      } catch (error) {
        if (!isFailure(error) || error.code !== 'ACCESS_DENIED') throw error;
        const account = /\/(\d{12})\/[^/]+\/?$/.exec(url)?.[1] ?? '';
        const arn = queueArn(scope.region, account, queueNameOfUrl(url));
        return { queue: toQueueRef(url), arn, account, failure: toFailure(error) };
      }
    } catch (error) {
      if (!isFailure(error) || error.code !== 'NOT_FOUND') throw error;
      const account = 'url' in named ? /\/(\d{12})\//.exec(named.url)?.[1] : named.account;
      const name = 'url' in named ? toQueueRef(named.url).name : named.name;
      const where = account ? `account ${account}, ${scope.region}` : `this account, ${scope.region}`;
      const text = `There is no queue ${name} in ${where}, or it is hidden from these credentials.`;
      throw fail('NOT_FOUND', text, { ...error.data, resource: id });
    }
  };
}
