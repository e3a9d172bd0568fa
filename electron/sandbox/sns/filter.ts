import { compileFilterPolicy } from '../../domain/filter-policy/index.ts';
import type { World } from '../world.ts';
import type { Topic } from './model.ts';
import type { Subscription } from './subscription-model.ts';
import type { Notification } from './message-model.ts';
import { type FilterScope, scopeOf } from './subscription-filter.ts';
import { metricsOf } from './topics.ts';

type Matcher = ReturnType<typeof compileFilterPolicy>;

/** Compiled policies of subscriptions, made again when the text or the scope changed. */
const compiled = new WeakMap<Subscription, { policy: string; scope: FilterScope; match: Matcher }>();

/** Does the subscription's filter policy let the message through? A message held back is counted by its reason. */
export function admits(
  world: World,
  topic: Topic,
  subscription: Subscription,
  notification: Notification,
): boolean {
  const policy = subscription.attributes.get('FilterPolicy');
  if (!policy) return true;
  const scope = scopeOf(subscription.attributes);
  const match = matcherOf(subscription, policy, scope);
  if (match({ attributes: notification.attributes, raw: notification.body })) return true;
  const metrics = metricsOf(topic);
  world.meter.add(metrics, 'NumberOfNotificationsFilteredOut', 1);
  world.meter.add(metrics, `NumberOfNotificationsFilteredOut-${scope}`, 1);
  const why = whyOut(scope, notification);
  if (why) world.meter.add(metrics, `NumberOfNotificationsFilteredOut-${why}`, 1);
  return false;
}

function matcherOf(subscription: Subscription, policy: string, scope: FilterScope): Matcher {
  const known = compiled.get(subscription);
  if (known?.policy === policy && known.scope === scope) return known.match;
  const match = compileFilterPolicy(policy, scope);
  compiled.set(subscription, { policy, scope, match });
  return match;
}

function whyOut(scope: FilterScope, { attributes, body }: Notification): string | undefined {
  if (scope === 'MessageBody') return isJsonObject(body) ? undefined : 'InvalidMessageBody';
  const all = Object.values(attributes);
  if (all.length === 0) return 'NoMessageAttributes';
  return all.some(({ Type, Value }) => Type === 'String.Array' && !isJsonArray(Value))
    ? 'InvalidAttributes'
    : undefined;
}

function isJsonObject(text: string): boolean {
  const value = parse(text);
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isJsonArray(text: string): boolean {
  return Array.isArray(parse(text));
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
