import {
  GetTopicAttributesCommand,
  ListTagsForResourceCommand,
  ListTopicsCommand,
} from '@aws-sdk/client-sns';
import type { Scope } from '../../../contract/procedure.ts';
import type { Failure } from '../../../contract/failure.ts';
import type { TopicDetail } from '../../../contract/topics.ts';
import { createConcurrency } from '../../aws/limiter.ts';
import { isFailure, toFailure } from '../../failures.ts';
import type { Handlers } from '../../handlers.ts';
import type { Services } from '../../services.ts';
import { toTopicDetail, toTopicRef } from './detail.ts';
import { publish } from './publish.ts';

/** Topics: lists, details and publishing. */
export function createTopicsHandlers(services: Services): Handlers<'topics'> {
  const { clients } = services;
  const bound = createConcurrency(8);

  const read = async (scope: Scope, topicArn: string, signal: AbortSignal): Promise<TopicDetail> => {
    const sns = await clients.sns(scope);
    const missing: Record<string, Failure> = {};
    const [attributes, tags] = await Promise.all([
      sns.send(new GetTopicAttributesCommand({ TopicArn: topicArn }), { abortSignal: signal }),
      sns
        .send(new ListTagsForResourceCommand({ ResourceArn: topicArn }), { abortSignal: signal })
        .catch((error: unknown) => {
          if (!isFailure(error) || signal.aborted) throw error;
          missing.tags = toFailure(error);
          return { Tags: [] };
        }),
    ]);
    const pairs = (tags.Tags ?? []).map(({ Key = '', Value = '' }) => [Key, Value]);
    return toTopicDetail(topicArn, attributes.Attributes ?? {}, Object.fromEntries(pairs), missing);
  };

  return {
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

    describe: ({ scope, arns }, { signal }) =>
      Promise.all(
        arns.map((arn) =>
          bound(async () => {
            try {
              return { arn, detail: await read(scope, arn, signal), failure: null };
            } catch (error) {
              if (!isFailure(error) || signal.aborted) throw error;
              return { arn, detail: null, failure: toFailure(error) };
            }
          }),
        ),
      ),

    get: ({ scope, topicArn }, { signal }) => read(scope, topicArn, signal),
    publish: (input, call) => publish(services, input, call),
  };
}
