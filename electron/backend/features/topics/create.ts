import { CreateTopicCommand, ListTopicsCommand } from '@aws-sdk/client-sns';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import type { Scope } from '../../../contract/procedure.ts';
import { topicArn, topicNameOfArn } from '../../../domain/arn.ts';
import { checkTags } from '../../../domain/tags.ts';
import { toTopicAttributes } from '../../../domain/topic-attributes.ts';
import { checkTopicName, checkTopicSettings } from '../../../domain/topic-settings.ts';
import { allPages } from '../../aws/paging.ts';
import { fail, isFailure } from '../../failures.ts';
import type { Handlers } from '../../handlers.ts';
import type { Services } from '../../services.ts';
import { refuseFaults, under } from '../queues/refuse.ts';
import { toTopicRef } from './detail.ts';
import { readTopicAttributes } from './read.ts';

/** Makes a topic. */
export function createCreateTopic(services: Services): Handlers<'topics'>['create'] {
  const { clients } = services;

  return async ({ scope, name, fifo, settings, tags }, { signal, note }) => {
    refuseFaults([
      ...checkTopicName(name, fifo),
      ...under('settings', checkTopicSettings(settings, fifo)),
      ...checkTags(tags),
    ]);
    const Attributes = { ...toTopicAttributes(settings), ...(fifo ? { FifoTopic: 'true' } : {}) };
    const Tags = Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
    note({ fifo, attributes: Object.keys(Attributes).length, tags: Tags.length });
    if (await isTaken(services, scope, name, signal)) {
      throw fail('ALREADY_EXISTS', `A topic named ${name} exists already.`, {
        field: 'name',
        resource: name,
        profile: scope.profile,
      });
    }
    const sns = await clients.sns(scope, 'once');
    // An empty list of tags asks for sns:TagResource all the same.
    const command = new CreateTopicCommand({ Name: name, Attributes, ...(Tags.length > 0 ? { Tags } : {}) });
    const { TopicArn = '' } = await sns.send(command, { abortSignal: signal });
    return toTopicRef(TopicArn);
  };
}

/** CreateTopic answers with an existing topic as if it had made it: so names are looked up first. */
async function isTaken(
  services: Services,
  scope: Scope,
  name: string,
  signal: AbortSignal,
): Promise<boolean> {
  try {
    const account = await accountOf(services, scope, signal);
    if (account === null) return await isListed(services, scope, name, signal);
    await readTopicAttributes(services, scope, topicArn(scope.region, account, name), signal);
    return true;
  } catch (error) {
    // Who may create and not look is told by CreateTopic, unless all attributes are equal.
    if (isFailure(error) && (error.code === 'NOT_FOUND' || error.code === 'ACCESS_DENIED')) return false;
    throw error;
  }
}

/** The caller's account; null where the endpoint offers no STS, as some emulators. */
async function accountOf(
  { clients, profiles }: Services,
  scope: Scope,
  signal: AbortSignal,
): Promise<string | null> {
  try {
    const sts = await clients.sts(scope);
    const { Account } = await sts.send(new GetCallerIdentityCommand({}), { abortSignal: signal });
    return Account || null;
  } catch (error) {
    const own = (await profiles.endpoint(scope.profile, 'sts')) !== undefined;
    if (own && isFailure(error) && !signal.aborted) return null;
    throw error;
  }
}

async function isListed(
  { clients }: Services,
  scope: Scope,
  name: string,
  signal: AbortSignal,
): Promise<boolean> {
  const sns = await clients.sns(scope);
  const arns = await allPages(async (token) => {
    const page = await sns.send(new ListTopicsCommand({ NextToken: token }), { abortSignal: signal });
    return { items: (page.Topics ?? []).map(({ TopicArn = '' }) => TopicArn), next: page.NextToken };
  });
  return arns.some((arn) => topicNameOfArn(arn) === name);
}
