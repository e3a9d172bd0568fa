import { ListQueuesCommand } from '@aws-sdk/client-sqs';
import type { Failure } from '../../../contract/failure.ts';
import { SQS } from '../../../domain/limits.ts';
import { createConcurrency, type Concurrency } from '../../aws/limiter.ts';
import { isFailure, toFailure } from '../../failures.ts';
import type { Handlers } from '../../handlers.ts';
import type { Services } from '../../services.ts';
import { createAges } from './ages.ts';
import { toQueueRef, toQueueSummary } from './attributes.ts';
import { createConfigure, createTag } from './change.ts';
import { createCooldown } from './cooldown.ts';
import { createCreate } from './create.ts';
import { createDeadLetters } from './dead-letters.ts';
import { describeQueue, readAttributes } from './describe.ts';
import { createPurge, createRemove } from './end.ts';
import { createLocate } from './locate.ts';
import { readSources } from './sources.ts';
import { readTags, tagsOf } from './tags.ts';
import { createWatch } from './watch.ts';

/** Queues: lists, summaries, details and live counts; and their life from making to deleting. */
export function createQueuesHandlers(services: Services): Handlers<'queues'> {
  const { clients, host } = services;
  const bounds = new Map<string, Concurrency>();
  const boundOf = (scope: { profile: string; region: string }): Concurrency => {
    const key = `${scope.profile}\n${scope.region}`;
    const bound = bounds.get(key) ?? createConcurrency(8);
    bounds.set(key, bound);
    return bound;
  };
  const watch = createWatch(host.clock, (scope, url, signal) => describeQueue(services, scope, url, signal));
  const nameLock = createCooldown(host.clock, 'QueueDeletedRecently', SQS.nameReuseSeconds);

  return {
    create: createCreate(services, nameLock),
    configure: createConfigure(services),
    tag: createTag(services),
    purge: createPurge(services),
    remove: createRemove(services, nameLock),

    async list({ scope, prefix, cursor }, { signal }) {
      const sqs = await clients.sqs(scope);
      // Without MaxResults AWS answers 1,000 queues and no token: the rest would be lost without a word.
      const { QueueUrls = [], NextToken } = await sqs.send(
        new ListQueuesCommand({
          MaxResults: SQS.listQueuesPage,
          QueueNamePrefix: prefix || undefined,
          NextToken: cursor,
        }),
        { abortSignal: signal },
      );
      return { queues: (QueueUrls ?? []).map(toQueueRef), cursor: NextToken || undefined };
    },

    describe: ({ scope, urls }, { signal }) => {
      const bound = boundOf(scope);
      return Promise.all(urls.map((url) => bound(() => describeQueue(services, scope, url, signal))));
    },

    tags: ({ scope, urls }, { signal }) => {
      const bound = boundOf(scope);
      return Promise.all(urls.map((url) => bound(() => tagsOf(services, scope, url, signal))));
    },

    locate: createLocate(services),
    deadLetters: createDeadLetters(services, boundOf),
    ages: createAges(services),

    async get({ scope, queueUrl }, { signal }) {
      const missing: Record<string, Failure> = {};
      const part = async <Value>(name: string, reading: Promise<Value>): Promise<Value | null> => {
        try {
          return await reading;
        } catch (error) {
          if (!isFailure(error) || signal.aborted) throw error;
          missing[name] = toFailure(error);
          return null;
        }
      };
      const attributes = await readAttributes(services, scope, queueUrl, signal);
      const [tags, deadLetterSources] = await Promise.all([
        part('tags', readTags(services, scope, queueUrl, signal)),
        part('deadLetterSources', readSources(services, scope, queueUrl, signal)),
      ]);
      const known = Object.entries(attributes).filter(
        (entry): entry is [string, string] => entry[1] !== undefined,
      );
      return {
        ...toQueueSummary(queueUrl, scope.region, attributes, host.clock.now()),
        attributes: Object.fromEntries(known),
        tags: tags ?? {},
        deadLetterSources,
        missing,
      };
    },

    watch: ({ scope, urls, every }, { signal }) => watch(scope, urls, signal, every),
  };
}
