import { computed, type ComputedRef } from 'vue';
import { contract, type Scope } from '../../../../electron/contract/index.ts';
import { useRead } from '../../../api/query.ts';
import type { RedriveDraft } from '../draft/draft.ts';
import { usePlaces } from './places.ts';

/** A topic of any profile in view, as it is typed. */
export interface TopicTarget {
  scopes: ComputedRef<readonly { value: string; label: string }[]>;
  names: ComputedRef<readonly string[]>;
  place: ComputedRef<{ scope: Scope; topicArn: string } | null>;
  unknown: ComputedRef<boolean>;
}

export function useTopicTarget(draft: RedriveDraft, source: Scope): TopicTarget {
  const { options, scopeOf } = usePlaces(source);
  const scope = computed(() => scopeOf(draft.topicPlace));
  const list = useRead(contract.topics.list, () => ({ scope: scope.value }), {
    enabled: () => draft.goal === 'topic',
    staleTime: 1_000,
  });
  const topics = computed(() => list.data.value?.topics ?? []);
  const arn = computed(() => {
    const given = draft.topic.trim();
    return given.startsWith('arn:') ? given : (topics.value.find(({ name }) => name === given)?.arn ?? null);
  });
  return {
    scopes: options,
    names: computed(() => topics.value.map(({ name }) => name)),
    place: computed(() => (arn.value === null ? null : { scope: scope.value, topicArn: arn.value })),
    unknown: computed(() => arn.value === null && draft.topic.trim() !== '' && !list.isLoading.value),
  };
}
