import type { RouteLocationRaw } from 'vue-router';
import type { Scope } from '../../../electron/contract/index.ts';

/** The tabs of a queue's page, in their order. */
export const queueTabs = ['messages', 'send', 'redrive', 'configuration', 'policy'] as const;
export type QueueTab = (typeof queueTabs)[number];
export const isQueueTab = (text: string): text is QueueTab => (queueTabs as readonly string[]).includes(text);

/** The page of a queue. */
export const queueLink = (scope: Scope, url: string, tab: QueueTab = 'messages'): RouteLocationRaw => ({
  name: 'queue',
  params: { profile: scope.profile, region: scope.region, id: url, tab },
});
