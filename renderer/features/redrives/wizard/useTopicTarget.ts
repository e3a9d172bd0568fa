import { computed, type ComputedRef } from 'vue';
import {
  contract,
  type Failure,
  type Scope,
  type Subscription,
} from '../../../../electron/contract/index.ts';
import { useRead } from '../../../api/query.ts';
import type { RedriveDraft } from '../draft/draft.ts';
import { usePlaces } from './places.ts';

/** A topic of any profile in view, as it is typed, and who gets what it accepts. */
export interface TopicTarget {
  scopes: ComputedRef<readonly { value: string; label: string }[]>;
  names: ComputedRef<readonly string[]>;
  place: ComputedRef<{ scope: Scope; topicArn: string } | null>;
  unknown: ComputedRef<boolean>;
  /** Null while they are read. */
  subscribers: ComputedRef<readonly Subscription[] | null>;
  /** There are more than were read. */
  more: ComputedRef<boolean>;
  failure: ComputedRef<Failure | null>;
}

export function useTopicTarget(draft: RedriveDraft, source: Scope): TopicTarget {
  const { options, scopeOf } = usePlaces(source);
  const scope = computed(() => scopeOf(draft.topicPlace));
  const list = useRead(contract.topics.list, () => ({ scope: scope.value }), {
    enabled: () => draft.goal === 'topic',
    staleTime: 30_000,
  });
  const topics = computed(() => list.data.value?.topics ?? []);
  const arn = computed(() => {
    const given = draft.topic.trim();
    return given.startsWith('arn:') ? given : (topics.value.find(({ name }) => name === given)?.arn ?? null);
  });
  const read = useRead(
    contract.subscriptions.list,
    () => ({ scope: scope.value, topicArn: arn.value ?? 'arn:' }),
    { enabled: () => draft.goal === 'topic' && arn.value !== null, staleTime: 15_000 },
  );
  return {
    scopes: options,
    names: computed(() => topics.value.map(({ name }) => name)),
    place: computed(() => (arn.value === null ? null : { scope: scope.value, topicArn: arn.value })),
    unknown: computed(() => arn.value === null && draft.topic.trim() !== '' && !list.isLoading.value),
    subscribers: computed(() => (arn.value === null ? null : (read.data.value?.subscriptions ?? null))),
    more: computed(() => read.data.value?.cursor !== undefined),
    failure: computed(() => (arn.value === null ? null : read.failure.value)),
  };
}
