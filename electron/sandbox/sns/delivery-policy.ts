import { objectAt, parse } from './delivery-policy-json.ts';
import { type DeliveryPolicy, toPolicy } from './delivery-fields.ts';

/** Reads the shape of a topic: `{http: {defaultHealthyRetryPolicy, disableSubscriptionOverrides, ...}}`. */
export function parseTopicDeliveryPolicy(text: string | undefined): DeliveryPolicy {
  const http = objectAt(objectAt(parse(text), 'http'), '');
  return toPolicy(
    http,
    {
      retry: 'defaultHealthyRetryPolicy',
      throttle: 'defaultThrottlePolicy',
      request: 'defaultRequestPolicy',
    },
    'http.',
  );
}

/** Reads the shape of a subscription: `{healthyRetryPolicy, throttlePolicy, requestPolicy}`. */
export function parseSubscriptionDeliveryPolicy(text: string | undefined): DeliveryPolicy {
  return toPolicy(
    parse(text),
    { retry: 'healthyRetryPolicy', throttle: 'throttlePolicy', request: 'requestPolicy' },
    '',
  );
}

/** What holds for a subscription: its own policy unless the topic forbids that, else the topic's. */
export function effectiveDeliveryPolicy(
  topic: string | undefined,
  subscription: string | undefined,
): DeliveryPolicy {
  const ofTopic = parseTopicDeliveryPolicy(topic);
  return subscription && !ofTopic.disableOverrides ? parseSubscriptionDeliveryPolicy(subscription) : ofTopic;
}
