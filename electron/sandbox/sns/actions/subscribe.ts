import type { Action, ActionContext } from '../../action.ts';
import { authorize } from '../authorize.ts';
import { checkEndpoint } from '../endpoint.ts';
import { flagOf, mapOf, requiredText, textOf, type Input } from '../input.ts';
import type { Topic } from '../model.ts';
import type { Subscription } from '../subscription-model.ts';
import { invalidParameter, refused } from '../refusals.ts';
import { parseReplayPolicy } from '../replay-policy.ts';
import { startReplay } from '../replay.ts';
import { createSubscription } from '../subscribe.ts';
import { requestConfirmation } from '../confirmation.ts';
import { checkSubscriptionAttribute, isRemoval } from '../subscription-attributes.ts';
import { scopeOf } from '../subscription-filter.ts';
import { showSubscriptionAttributes } from '../show-subscription.ts';
import { findTopic } from '../topics.ts';
import { liveSubscriptions } from '../live-subscriptions.ts';

const REASON = 'Attributes Reason: ';

/** Subscribes an endpoint; the same endpoint again gets its subscription's ARN, if nothing differs. [SNS API Subscribe] */
export const subscribe: Action = {
  name: 'Subscribe',
  parameters: ['TopicArn', 'Protocol', 'Endpoint', 'Attributes', 'ReturnSubscriptionArn'],
  run(input, context) {
    const { world } = context;
    const topic = findTopic(context, requiredText(input, 'TopicArn'));
    const protocol = requiredText(input, 'Protocol');
    const endpoint = textOf(input, 'Endpoint');
    if (!endpoint) throw refused('NotFound', 'Endpoint not specified in subscription', 404);
    authorize(context, topic, 'SNS:Subscribe', { 'sns:Protocol': protocol, 'sns:Endpoint': endpoint });
    const present = liveSubscriptions(world, topic).find(
      (each) => each.endpoint === endpoint && each.protocol === protocol,
    );
    if (!present) checkEndpoint(topic, protocol, endpoint);
    const attributes = parseAttributes(
      context,
      topic,
      input,
      present ?? {
        protocol,
        endpoint,
        arn: '',
        owner: context.caller.account,
      },
    );
    if (present) {
      checkSame(topic, present, attributes);
      return answer(input, present);
    }
    if (protocol === 'firehose' && !attributes.get('SubscriptionRoleArn'))
      throw invalidParameter(`${REASON}SubscriptionRoleArn is required for protocol firehose`);
    const kept = new Map([...attributes].filter(([name, value]) => !isRemoval(name, value)));
    const subscription = createSubscription(context, topic, protocol, endpoint, kept);
    topic.subscriptions.set(subscription.arn, subscription);
    world.changed(subscription);
    if (subscription.pending) requestConfirmation(context, topic, subscription);
    const replay = parseReplayPolicy(world, topic, attributes.get('ReplayPolicy') ?? '', invalidParameter);
    if (replay) startReplay(world, topic, subscription, replay);
    return answer(input, subscription);
  },
};

function parseAttributes(
  { world }: ActionContext,
  topic: Topic,
  input: Input,
  subscription: Pick<Subscription, 'protocol' | 'endpoint' | 'arn' | 'owner'>,
): Map<string, string> {
  const given = new Map(Object.entries(mapOf(input, 'Attributes')));
  const scope = scopeOf(given);
  return new Map(
    [...given].map(([name, value]) => [
      name,
      checkSubscriptionAttribute(world, topic, subscription, name, value, scope, REASON),
    ]),
  );
}

function checkSame(topic: Topic, present: Subscription, attributes: Map<string, string>): void {
  const shown = showSubscriptionAttributes(topic, present);
  for (const [name, value] of attributes) {
    if (!isRemoval(name, value) && shown[name] !== value)
      throw invalidParameter(`${REASON}Subscription already exists with different attributes`);
  }
}

function answer(input: Input, { arn, pending }: Subscription): object {
  return {
    SubscriptionArn: pending && !flagOf(input, 'ReturnSubscriptionArn') ? 'pending confirmation' : arn,
  };
}
