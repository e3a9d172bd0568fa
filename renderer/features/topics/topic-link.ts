import type { RouteLocationRaw } from 'vue-router';
import type { Scope } from '../../../electron/contract/index.ts';

/** The tabs of a topic's page, in their order. */
export const topicTabs = ['subscriptions', 'publish', 'configuration', 'policy'] as const;
export type TopicTab = (typeof topicTabs)[number];
export const isTopicTab = (text: string): text is TopicTab => (topicTabs as readonly string[]).includes(text);

/** The page of a topic. */
export const topicLink = (scope: Scope, arn: string, tab: TopicTab = 'subscriptions'): RouteLocationRaw => ({
  name: 'topic',
  params: { profile: scope.profile, region: scope.region, id: arn, tab },
});
