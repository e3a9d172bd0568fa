import type { DeliveryPolicy } from './delivery-fields.ts';

/** `EffectiveDeliveryPolicy` of a topic. */
export function showTopicDeliveryPolicy(policy: DeliveryPolicy): string {
  return JSON.stringify({
    http: {
      defaultHealthyRetryPolicy: policy.retry,
      disableSubscriptionOverrides: policy.disableOverrides,
      ...(policy.maxReceivesPerSecond && {
        defaultThrottlePolicy: { maxReceivesPerSecond: policy.maxReceivesPerSecond },
      }),
      defaultRequestPolicy: { headerContentType: policy.contentType },
    },
  });
}

/** `EffectiveDeliveryPolicy` of a subscription. */
export function showSubscriptionDeliveryPolicy(policy: DeliveryPolicy): string {
  return JSON.stringify({
    healthyRetryPolicy: policy.retry,
    ...(policy.maxReceivesPerSecond && {
      throttlePolicy: { maxReceivesPerSecond: policy.maxReceivesPerSecond },
    }),
    requestPolicy: { headerContentType: policy.contentType },
  });
}
