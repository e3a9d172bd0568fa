import { computed, toValue, type ComputedRef, type MaybeRefOrGetter } from 'vue';
import { contract, type Failure, type Scope, type TopicSummary } from '../../../electron/contract/index.ts';
import { useCall } from '../../api/client.ts';
import { useDescribing } from '../../api/describing.ts';
import { useScopedList, type ScopeListing } from '../../api/scoped-list.ts';
import { withAdded, type ListedTopic } from './added.ts';
import { topicKey, useTopicReadings } from './readings.ts';

/** A topic as lists show it; what was not read yet is null. */
export interface TopicRow {
  key: string;
  scope: Scope;
  arn: string;
  name: string;
  fifo: boolean;
  /** Added by hand. */
  added: boolean;
  summary: TopicSummary | null;
  failure: Failure | null;
  tags: Readonly<Record<string, string>> | null;
}

export interface TopicList {
  rows: ComputedRef<TopicRow[]>;
  scopes: ComputedRef<ScopeListing<ListedTopic>[]>;
  loading: ComputedRef<boolean>;
  refresh(scope?: Scope): void;
}

/** Of which topics the tags are read: they cost a call each, and AWS allows 10 a second. */
export type TagReach = 'none' | 'view' | 'all';

const none: readonly string[] = [];

/**
 * The topics of many scopes as one list: names first, then attributes, rows in view first.
 * @param inView keys of the rows that can be seen
 */
export function useTopicList(
  scopes: MaybeRefOrGetter<readonly Scope[]>,
  inView: MaybeRefOrGetter<readonly string[]> = none,
  tagReach: MaybeRefOrGetter<TagReach> = 'none',
): TopicList {
  const call = useCall();
  const store = useTopicReadings();
  const { listings: listed, refresh } = useScopedList(
    scopes,
    contract.topics.list,
    (scope, cursor) => ({ scope, cursor }),
    ({ topics, cursor }) => ({ items: topics, cursor }),
  );
  const listings = withAdded(listed);
  const seen = computed(() => new Set(toValue(inView)));

  useDescribing(listings, inView, {
    idOf: ({ arn }: ListedTopic) => arn,
    known: (scope, arn) => store.readings.has(topicKey(scope, arn)),
    inView: (scope, arn) => seen.value.has(topicKey(scope, arn)),
    describe: async (scope, arns, signal) =>
      store.take(scope, await call(contract.topics.describe, { scope, arns }, { signal })),
    failed: (scope, arns, failure) =>
      store.take(
        scope,
        arns.map((arn) => ({ arn, summary: null, failure })),
      ),
  });

  const tagged = computed(() => (toValue(tagReach) === 'none' ? none : toValue(inView)));
  useDescribing(listings, tagged, {
    idOf: ({ arn }: ListedTopic) => arn,
    known: (scope, arn) => store.tags.has(topicKey(scope, arn)),
    inView: (scope, arn) => seen.value.has(topicKey(scope, arn)),
    describe: async (scope, arns, signal) =>
      store.takeTags(scope, await call(contract.topics.tags, { scope, arns }, { signal })),
    failed: (scope, arns, failure) =>
      store.takeTags(
        scope,
        arns.map((arn) => ({ arn, tags: null, failure })),
      ),
    unasked: () => (toValue(tagReach) === 'all' ? Infinity : 0),
  });

  const rows = computed(() =>
    listings.value.flatMap(({ scope, items }) =>
      items.map(({ arn, name, fifo, added = false }): TopicRow => {
        const key = topicKey(scope, arn);
        const reading = store.readings.get(key);
        return {
          ...{ key, scope, arn, name, fifo, added },
          summary: reading?.summary ?? null,
          failure: reading?.failure ?? null,
          tags: store.tags.get(key) ?? null,
        };
      }),
    ),
  );
  return {
    rows,
    scopes: listings,
    loading: computed(() => listings.value.some(({ state }) => state === 'loading')),
    refresh: (scope) => {
      store.forgetFailed();
      refresh(scope);
    },
  };
}
