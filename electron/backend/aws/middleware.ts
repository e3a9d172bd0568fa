import type { SNSClient } from '@aws-sdk/client-sns';
import type { FailureCode } from '../../contract/failure.ts';
import type { Scope } from '../../contract/procedure.ts';
import { isFailure } from '../failures.ts';
import type { Activity, CallEnd } from './activity.ts';
import type { Service } from './endpoints.ts';
import { strangerAnswered, toAwsFailure } from './failures.ts';
import { isEmptyAnswer, mendAnswer } from './odd-answers.ts';

/** What is known of a client's calls. */
export interface Watched {
  service: Service;
  scope: Scope;
  activity: Pick<Activity, 'count'>;
}

// The endpoint answered as it should, about what it was asked; or nobody wanted its answer any more.
const answers: ReadonlySet<FailureCode> = new Set([
  'CANCELLED',
  'UNSUPPORTED',
  'NOT_FOUND',
  'ALREADY_EXISTS',
  'CONFLICT',
  'INVALID_INPUT',
  'TOO_LARGE',
  'AWS_REFUSED',
]);

/** How a try ended that threw this. */
export function endOf(failure: unknown): CallEnd {
  if (!isFailure(failure)) return 'failed';
  if (failure.code === 'THROTTLED') return 'throttled';
  return answers.has(failure.code) ? 'done' : 'failed';
}

/** Anything with the stack that all clients of the SDK have. */
interface Stacked {
  middlewareStack: unknown;
}

/** Puts the failure map round every call of a client, outside of its retries, and counts every try. */
export function watchCalls(client: Stacked, { service, scope, activity }: Watched): void {
  const sent = new WeakSet<object>();
  // The client types share this shape, but not a type that allows one call for all.
  const stack = client.middlewareStack as SNSClient['middlewareStack'];
  const call = (context: { commandName?: string }, input: object) => {
    const given: Record<string, unknown> = { ...input };
    const resource = given.QueueUrl ?? given.TopicArn ?? given.SubscriptionArn ?? given.Bucket;
    return {
      // Named ListQueuesCommand for the action ListQueues.
      operation: (context.commandName ?? 'Unknown').replace(/Command$/, ''),
      service,
      profile: scope.profile,
      region: scope.region,
      resource: typeof resource === 'string' ? resource : undefined,
      sent: sent.has(context),
    };
  };
  stack.add(
    (next, context) => async (args) => {
      try {
        const answer = await next(args);
        if (service === 'sqs') mendAnswer(answer.output);
        const { operation, profile, resource } = call(context, args.input);
        if (isEmptyAnswer(operation, answer.output)) throw strangerAnswered(200, { profile, resource });
        return answer;
      } catch (error) {
        throw toAwsFailure(error, call(context, args.input));
      }
    },
    { step: 'initialize', priority: 'high', name: 'spillwayFailures' },
  );
  stack.add(
    (next, context) => async (args) => {
      let end: CallEnd = 'done';
      try {
        return await next(args);
      } catch (error) {
        end = endOf(toAwsFailure(error, call(context, args.input)));
        throw error;
      } finally {
        activity.count(scope, end);
      }
    },
    { step: 'finalizeRequest', priority: 'low', name: 'spillwayCounted' },
  );
  stack.add(
    (next, context) => (args) => {
      sent.add(context);
      return next(args);
    },
    { step: 'deserialize', priority: 'low', name: 'spillwaySent' },
  );
}
