import { refThrottled } from '@vueuse/core';
import { computed, inject, provide, shallowRef, watch, type ComputedRef, type InjectionKey } from 'vue';
import type { RouteLocationRaw } from 'vue-router';
import type { Scope } from '../../electron/contract/index.ts';
import { queueLink } from '../features/queues/queue-link.ts';
import type { QueueRow } from '../features/queues/queue-rows.ts';
import { useQueueList } from '../features/queues/useQueueList.ts';
import { topicLink } from '../features/topics/topic-link.ts';
import { useTopicList, type TopicRow } from '../features/topics/useTopicList.ts';
import { useSettings } from '../stores/settings.ts';
import { scopeKey, useWorkspace } from '../stores/workspace.ts';
import { findAttention } from '../features/queues/attention.ts';

/** A pinned queue or topic, as the nav names it. */
export interface Pin {
  key: string;
  kind: 'queue' | 'topic';
  name: string;
  scope: Scope;
  to: RouteLocationRaw;
  /** Waiting in a queue, confirmed subscriptions of a topic; null until it was read. */
  count: number | null;
  /** True for a dead-letter queue that is not empty. */
  alarm: boolean;
}

/** What the frame knows of everything in view: for counts, pins and the palette. */
export interface Lists {
  queues: ComputedRef<QueueRow[]>;
  topics: ComputedRef<TopicRow[]>;
  /** Null until the names were listed. */
  counts: ComputedRef<{
    queues: number | null;
    topics: number | null;
    failures: number | null;
    overview: number | null;
  }>;
  /** Queues and topics that were pinned, those in view; in the order they were pinned. */
  pinned: ComputedRef<Pin[]>;
  /** The account of a profile's scope, when some queue told it. */
  accountOf(profile: string, region: string): string | null;
}
const key: InjectionKey<Lists> = Symbol('lists');

/** Lists queues and topics of the workspace once for the whole frame; pages read the same answers from the cache. */
export function provideLists(): Lists {
  const settings = useSettings();
  const { scopes } = useWorkspace();
  // Only pinned queues are watched from here; pages watch what they show.
  const watched = shallowRef<string[]>([]);
  const queueList = useQueueList(scopes, watched);
  const topicList = useTopicList(scopes);
  // Thousands of queues are read in many small answers; the frame need not follow each of them.
  const calmRows = refThrottled(queueList.rows, 500);
  const pinned = computed(() => {
    const pins = new Map<string, Pin>();
    for (const { key, name, scope, url, dlq, summary } of calmRows.value) {
      if (!settings.pinnedKeys.has(key)) continue;
      const count = summary?.counts.visible ?? null;
      const to = queueLink(scope, url);
      pins.set(key, { key, kind: 'queue', name, scope, to, count, alarm: dlq && Boolean(count) });
    }
    for (const { key, name, scope, arn, summary } of topicList.rows.value) {
      if (!settings.pinnedKeys.has(key)) continue;
      const count = summary?.subscriptionsConfirmed ?? null;
      pins.set(key, { key, kind: 'topic', name, scope, to: topicLink(scope, arn), count, alarm: false });
    }
    return [...settings.pinnedKeys].flatMap((key) => pins.get(key) ?? []);
  });
  watch(pinned, (pins) => {
    const keys = pins.filter(({ kind }) => kind === 'queue').map(({ key }) => key);
    if (keys.join('\n') !== watched.value.join('\n')) watched.value = keys;
  });
  const counts = computed(() => {
    const rows = calmRows.value;
    // The calm rows may be half a second behind: nothing listed yet is no zero.
    const none = !queueList.loading.value && queueList.rows.value.length === 0;
    const known = rows.length > 0 || (none && queueList.scopes.value.length > 0);
    const dead = rows
      .filter(({ dlq }) => dlq)
      .reduce((sum, { summary }) => sum + (summary?.counts.visible ?? 0), 0);
    return {
      queues: known ? rows.length : null,
      topics:
        topicList.loading.value && topicList.rows.value.length === 0 ? null : topicList.rows.value.length,
      failures: known ? dead : null,
      overview: known
        ? findAttention(rows, queueList.scopes.value).filter(({ tone }) => tone === 'red').length
        : null,
    };
  });
  const accounts = computed(
    () =>
      new Map(
        calmRows.value.flatMap(({ scope, summary }) => (summary ? [[scopeKey(scope), summary.account]] : [])),
      ),
  );
  const lists: Lists = {
    queues: computed(() => calmRows.value),
    topics: topicList.rows,
    counts,
    pinned,
    accountOf: (profile, region) => accounts.value.get(scopeKey({ profile, region })) ?? null,
  };
  provide(key, lists);
  return lists;
}

export function useLists(): Lists {
  const lists = inject(key);
  if (!lists) throw new Error('No lists were provided.');
  return lists;
}
