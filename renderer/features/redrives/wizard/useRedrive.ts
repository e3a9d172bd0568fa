import { refDebounced } from '@vueuse/core';
import { computed, watch, type ComputedRef } from 'vue';
import {
  contract,
  type CaptureCoverage,
  type CaptureFilter,
  type Failure,
  type QueueDetail,
  type QueuePlace,
  type RedrivePlan,
  type Scope,
} from '../../../../electron/contract/index.ts';
import { useRead } from '../../../api/query.ts';
import { toFilter, type RedriveDraft } from '../draft/draft.ts';
import { useRedriveDrafts } from '../draft/drafts.ts';
import { toOrder, type DraftGap, type RedriveOrder } from '../draft/to-order.ts';
import { endpointsOf, originsOf } from './origins.ts';
import { useQueueTarget, type QueueTarget } from './useQueueTarget.ts';
import { useTopicTarget, type TopicTarget } from './useTopicTarget.ts';

/** A redrive while it is being planned: what the person decided, what is known around it, and what follows from both. */
export interface Redrive {
  source: QueuePlace;
  detail: QueueDetail;
  draft: RedriveDraft;
  /** Visible in the source now. */
  waiting: ComputedRef<number | null>;
  coverage: ComputedRef<CaptureCoverage | null>;
  /** Kept messages of the source that are believed to be in it. */
  saved: ComputedRef<number>;
  /** Ids of what was captured of the source. */
  captured: ComputedRef<number[]>;
  /** Which kept messages the choice means: what previews are made of; null where nothing was kept or chosen. */
  filter: ComputedRef<CaptureFilter | null>;
  origins: ComputedRef<QueuePlace[]>;
  queue: QueueTarget;
  topic: TopicTarget;
  order: ComputedRef<RedriveOrder | null>;
  gaps: ComputedRef<readonly DraftGap[]>;
  /** The plan of the order as it is now; null while it is being made. */
  plan: ComputedRef<RedrivePlan | null>;
  failure: ComputedRef<Failure | null>;
  again(): void;
}

/** @param waiting how many are visible in the queue now, as far as it is known */
export function useRedrive(scope: Scope, detail: QueueDetail, waiting: () => number | null): Redrive {
  const source = { scope, queueUrl: detail.url };
  const draft = useRedriveDrafts().of(scope, detail.url);
  const covered = useRead(contract.captures.coverage, { queues: [source] }, { staleTime: 0, every: 2_000 });
  const coverage = computed(() => covered.data.value?.[0] ?? null);
  const captured = computed(() => (coverage.value?.source == null ? [] : [coverage.value.source]));
  const isOrigin = (detail.deadLetterSources ?? []).length > 0;
  // What no queue sends its failures to may be the dead-letter queue of a subscription.
  const subscribed = useRead(
    contract.subscriptions.deadLetters,
    { scope },
    { enabled: !isOrigin, staleTime: 600_000 },
  );
  const origins = computed(() =>
    isOrigin ? originsOf(scope, detail) : endpointsOf(scope, detail, subscribed.data.value?.found ?? []),
  );
  const queue = useQueueTarget(draft, scope);
  const topic = useTopicTarget(draft, scope);
  // A copy that SNS could not deliver does not know where it failed: only a queue's dead letters do.
  watch(
    () => [isOrigin, origins.value[0], subscribed.isLoading.value] as const,
    ([own, endpoint, loading]) => {
      if (own || loading || draft.goal !== 'sources') return;
      draft.goal = 'queue';
      if (endpoint && draft.queue === '') draft.queue = endpoint.queueUrl;
    },
    { immediate: true },
  );

  const wanted = computed(() =>
    toOrder(draft, {
      source,
      captured: captured.value,
      queue: queue.place.value,
      topic: topic.place.value,
      origins: origins.value,
    }),
  );
  const text = computed(() => JSON.stringify('order' in wanted.value ? wanted.value.order : null));
  const settled = refDebounced(text, 250);
  const asked = computed(() => JSON.parse(settled.value) as RedriveOrder | null);
  const nowhere: RedriveOrder = { source, destination: { kind: 'sources' }, keep: false };
  const read = useRead(contract.redrives.plan, () => asked.value ?? nowhere, {
    enabled: () => asked.value !== null,
    staleTime: 0,
  });
  const isSettled = computed(() => text.value === settled.value);
  return {
    source,
    detail,
    draft,
    waiting: computed(waiting),
    coverage,
    captured,
    origins,
    queue,
    topic,
    saved: computed(() => coverage.value?.inQueue ?? 0),
    filter: computed(() => {
      if (captured.value.length === 0) return null;
      const own = { sources: captured.value, inQueue: true };
      if (draft.what === 'all') return own;
      if (draft.what === 'messages')
        return draft.messages.length === 0
          ? null
          : { ...own, messageIds: draft.messages.map(({ messageId }) => messageId) };
      if (draft.what === 'where')
        return draft.predicate.trim() === '' ? null : { ...own, where: draft.predicate };
      return toFilter(draft, captured.value);
    }),
    order: computed(() => ('order' in wanted.value ? wanted.value.order : null)),
    gaps: computed(() => ('gaps' in wanted.value ? wanted.value.gaps : [])),
    plan: computed(() => (asked.value && isSettled.value ? (read.data.value ?? null) : null)),
    failure: computed(() => (asked.value && isSettled.value ? read.failure.value : null)),
    again: () => void read.refetch(),
  };
}
