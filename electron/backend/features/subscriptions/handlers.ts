import {
  GetSubscriptionAttributesCommand,
  ListSubscriptionsByTopicCommand,
  type Subscription as Listed,
} from '@aws-sdk/client-sns';
import type { Scope } from '../../../contract/procedure.ts';
import type { Subscription } from '../../../contract/subscriptions.ts';
import { createConcurrency } from '../../aws/limiter.ts';
import { isFailure, toFailure } from '../../failures.ts';
import type { Handlers } from '../../handlers.ts';
import type { Services } from '../../services.ts';
import { deadLetterTarget } from './dead-letter-target.ts';
import { createDeadLetters } from './dead-letters.ts';

type Attributes = Readonly<Record<string, string | undefined>>;

/** Subscriptions of a topic, each with its attributes. */
export function createSubscriptionsHandlers(services: Services): Handlers<'subscriptions'> {
  const { clients } = services;
  const bound = createConcurrency(8);

  const complete = async (
    scope: Scope,
    topicArn: string,
    listed: Listed,
    signal: AbortSignal,
  ): Promise<Subscription> => {
    const base = toSubscription(topicArn, listed, {});
    if (base.arn === null) return base;
    try {
      const sns = await clients.sns(scope);
      const command = new GetSubscriptionAttributesCommand({ SubscriptionArn: base.arn });
      const { Attributes = {} } = await sns.send(command, { abortSignal: signal });
      return toSubscription(topicArn, listed, Attributes);
    } catch (error) {
      if (!isFailure(error) || signal.aborted) throw error;
      return { ...base, failure: toFailure(error) };
    }
  };

  return {
    deadLetters: createDeadLetters(services),

    async list({ scope, topicArn, cursor }, { signal }) {
      const sns = await clients.sns(scope);
      const command = new ListSubscriptionsByTopicCommand({ TopicArn: topicArn, NextToken: cursor });
      const { Subscriptions = [], NextToken } = await sns.send(command, { abortSignal: signal });
      const subscriptions = await Promise.all(
        Subscriptions.map((listed) => bound(() => complete(scope, topicArn, listed, signal))),
      );
      return { subscriptions, cursor: NextToken || undefined };
    },
  };
}

function toSubscription(topicArn: string, listed: Listed, attributes: Attributes): Subscription {
  const arn = listed.SubscriptionArn ?? '';
  const real = arn.startsWith('arn:');
  // A subscription that awaits confirmation has an ARN of its own on some endpoints, and none in the list on AWS.
  const pending = (!real && arn !== 'Deleted') || attributes.PendingConfirmation?.toLowerCase() === 'true';
  const scope = attributes.FilterPolicyScope;
  return {
    arn: real ? arn : null,
    state: arn === 'Deleted' ? 'deleted' : pending ? 'pending' : 'confirmed',
    topicArn: listed.TopicArn || topicArn,
    // Some endpoints leave these empty in the list.
    protocol: listed.Protocol || attributes.Protocol || '',
    endpoint: listed.Endpoint || attributes.Endpoint || '',
    owner: listed.Owner || attributes.Owner || '',
    rawDelivery: attributes.RawMessageDelivery?.toLowerCase() === 'true',
    filterPolicy: attributes.FilterPolicy || null,
    filterPolicyScope: scope === 'MessageAttributes' || scope === 'MessageBody' ? scope : null,
    deadLetterTargetArn: deadLetterTarget(attributes.RedrivePolicy),
    failure: null,
  };
}
