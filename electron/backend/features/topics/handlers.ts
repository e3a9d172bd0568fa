import { ListTopicsCommand } from '@aws-sdk/client-sns';
import type { Failure } from '../../../contract/failure.ts';
import type { Scope } from '../../../contract/procedure.ts';
import { SNS } from '../../../domain/limits.ts';
import { createConcurrency, createPace, type Concurrency, type Pace } from '../../aws/limiter.ts';
import { isFailure, toFailure } from '../../failures.ts';
import type { Handlers } from '../../handlers.ts';
import type { Services } from '../../services.ts';
import { createConfigureTopic, createTagTopic } from './change.ts';
import { createCreateTopic } from './create.ts';
import { toTopicRef, toTopicSummary } from './detail.ts';
import { createPublish } from './publish.ts';
import { readTopicAttributes, readTopicTags } from './read.ts';
import { createRemoveTopic } from './remove.ts';

/** Topics: lists, details, publishing, and their life from making to deleting. */
export function createTopicsHandlers(services: Services): Handlers<'topics'> {
  const { clients, host, profiles } = services;
  const bounds = new Map<string, { bound: Concurrency; pace: Pace }>();
  const limitsOf = ({ profile, region }: Scope): { bound: Concurrency; pace: Pace } => {
    const key = `${profile}\n${region}`;
    const limits = bounds.get(key) ?? {
      bound: createConcurrency(8),
      pace: createPace(host.clock, SNS.tagReadsPerSecond),
    };
    bounds.set(key, limits);
    return limits;
  };
  /** One part that may fail alone. Only a cancel is thrown. */
  const orFailure = async <Part>(
    reading: Promise<Part>,
    signal: AbortSignal,
  ): Promise<{ part: Part; failure: null } | { part: null; failure: Failure }> => {
    try {
      return { part: await reading, failure: null };
    } catch (error) {
      if (!isFailure(error) || signal.aborted) throw error;
      return { part: null, failure: toFailure(error) };
    }
  };

  return {
    create: createCreateTopic(services),
    configure: createConfigureTopic(services),
    tag: createTagTopic(services),
    remove: createRemoveTopic(services),
    publish: createPublish(services),

    async list({ scope, cursor }, { signal }) {
      const sns = await clients.sns(scope);
      const { Topics = [], NextToken } = await sns.send(new ListTopicsCommand({ NextToken: cursor }), {
        abortSignal: signal,
      });
      return {
        topics: Topics.flatMap(({ TopicArn }) => (TopicArn ? [toTopicRef(TopicArn)] : [])),
        cursor: NextToken || undefined,
      };
    },

    describe: ({ scope, arns }, { signal }) => {
      const { bound } = limitsOf(scope);
      return Promise.all(
        arns.map(async (arn) => {
          const reading = bound(() => readTopicAttributes(services, scope, arn, signal));
          const { part, failure } = await orFailure(reading, signal);
          return { arn, summary: part && toTopicSummary(arn, part), failure };
        }),
      );
    },

    async tags({ scope, arns }, { signal }) {
      const { pace } = limitsOf(scope);
      // Only AWS counts these calls so closely.
      const paced = (await profiles.endpoint(scope.profile, 'sns')) === undefined;
      return Promise.all(
        arns.map(async (arn) => {
          if (paced) await pace(signal);
          const { part, failure } = await orFailure(readTopicTags(services, scope, arn, signal), signal);
          return { arn, tags: part, failure };
        }),
      );
    },

    async get({ scope, topicArn }, { signal }) {
      const [attributes, { part, failure }] = await Promise.all([
        readTopicAttributes(services, scope, topicArn, signal),
        orFailure(readTopicTags(services, scope, topicArn, signal), signal),
      ]);
      const missing: Record<string, Failure> = failure ? { tags: failure } : {};
      return { ...toTopicSummary(topicArn, attributes), tags: part ?? {}, missing };
    },
  };
}
