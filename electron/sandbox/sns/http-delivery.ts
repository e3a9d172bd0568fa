import type { World } from '../world.ts';
import { effectiveDeliveryPolicy, retryDelays } from './delivery-policy.ts';
import { bodyFor, toEnvelope } from './envelope.ts';
import type { Confirmation } from './confirmation-envelope.ts';
import type { Topic } from './model.ts';
import type { Subscription } from './subscription-model.ts';
import type { Notification } from './message-model.ts';

/** AWS gives an endpoint fifteen seconds. */
const TIMEOUT_MS = 15_000;

/** What the deliverer wants to hear. */
export interface HttpOutcome {
  delivered(answer: string): void;
  /** One attempt failed; the metric counts each, retries included. */
  attemptFailed(): void;
  gaveUp(failure: string): void;
}

interface Post {
  url: string;
  headers: Record<string, string>;
  body: string;
}

/**
 * Posts a message to an HTTP(S) endpoint. Connection errors, 5xx and 429 are tried again as the delivery policy
 * says, by the sandbox's clock; any other answer outside 2xx is final. [SNS DG sns-message-delivery-retries]
 */
export function deliverOverHttp(
  world: World,
  topic: Topic,
  subscription: Subscription,
  notification: Notification,
  outcome: HttpOutcome,
): void {
  const policy = effectiveDeliveryPolicy(
    topic.attributes.get('DeliveryPolicy'),
    subscription.attributes.get('DeliveryPolicy'),
  );
  const raw = subscription.attributes.get('RawMessageDelivery') === 'true';
  const post: Post = {
    url: subscription.endpoint,
    headers: {
      ...headersFor(topic, 'Notification', notification.messageId, policy.contentType),
      'x-amz-sns-subscription-arn': subscription.arn,
      ...(raw && { 'x-amz-sns-rawdelivery': 'true' }),
    },
    body: raw ? bodyFor(subscription.protocol, notification) : toEnvelope(topic, subscription, notification),
  };
  attempt(world, post, retryDelays(policy.retry), outcome);
}

/** Posts a confirmation request, tried again as the topic's delivery policy says. */
export function confirmOverHttp(
  world: World,
  topic: Topic,
  endpoint: string,
  confirmation: Confirmation,
  outcome: HttpOutcome,
): void {
  const policy = effectiveDeliveryPolicy(topic.attributes.get('DeliveryPolicy'), undefined);
  const headers = headersFor(topic, 'SubscriptionConfirmation', confirmation.messageId, policy.contentType);
  attempt(world, { url: endpoint, headers, body: confirmation.text }, retryDelays(policy.retry), outcome);
}

function headersFor(
  topic: Topic,
  type: string,
  messageId: string,
  contentType: string,
): Record<string, string> {
  return {
    'x-amz-sns-message-type': type,
    'x-amz-sns-message-id': messageId,
    'x-amz-sns-topic-arn': topic.arn,
    'content-type': contentType,
    'user-agent': 'Amazon Simple Notification Service Agent',
  };
}

function attempt(world: World, post: Post, delays: readonly number[], outcome: HttpOutcome): void {
  void send(post).then(({ failure, final }) => {
    if (failure === null) {
      outcome.delivered('HTTP 2xx');
      return;
    }
    outcome.attemptFailed();
    const [next, ...later] = delays;
    if (final || next === undefined) outcome.gaveUp(failure);
    else world.clock.after(next * 1000, () => attempt(world, post, later, outcome));
  });
}

async function send({ url, headers, body }: Post): Promise<{ failure: string | null; final: boolean }> {
  // The sandbox is local: it must never carry data out into the world, whatever a subscription says.
  if (!isLoopback(url))
    return { failure: 'The sandbox delivers to loopback addresses only; nothing was sent.', final: true };
  try {
    const answer = await fetch(url, {
      method: 'POST',
      headers,
      body,
      redirect: 'manual',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    await answer.body?.cancel();
    if (answer.ok) return { failure: null, final: true };
    return { failure: `HTTP ${answer.status}`, final: answer.status < 500 && answer.status !== 429 };
  } catch (error) {
    return {
      failure: `Connection failed: ${error instanceof Error ? error.message : String(error)}`,
      final: false,
    };
  }
}

/** Does this URL name this machine? Names that need DNS do not count. */
export function isLoopback(url: string): boolean {
  const host = URL.parse(url)?.hostname ?? '';
  return host === 'localhost' || host === '[::1]' || /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(host);
}
