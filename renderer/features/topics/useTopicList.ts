import { computed, toValue, type ComputedRef, type MaybeRefOrGetter } from 'vue';
import {
  contract,
  type Failure,
  type Scope,
  type TopicDetail,
  type TopicRef,
} from '../../../electron/contract/index.ts';
import { useCall } from '../../api/client.ts';
import { useDescribing } from '../../api/describing.ts';
import { useScopedList, type ScopeListing } from '../../api/scoped-list.ts';
import { topicKey, useTopicReadings } from './readings.ts';

/** A topic as lists show it; `detail` is null until it was read. */
export interface TopicRow {
  key: string;
  scope: Scope;
  arn: string;
  name: string;
  fifo: boolean;
  detail: TopicDetail | null;
  failure: Failure | null;
}

export interface TopicList {
  rows: ComputedRef<TopicRow[]>;
  scopes: ComputedRef<ScopeListing<TopicRef>[]>;
  loading: ComputedRef<boolean>;
  refresh(scope?: Scope): void;
}

/** The topics of many scopes as one list: names first, then details, rows in view first. */
export function useTopicList(
  scopes: MaybeRefOrGetter<readonly Scope[]>,
  inView: MaybeRefOrGetter<readonly string[]> = [],
): TopicList {
  const call = useCall();
  const store = useTopicReadings();
  const { listings, refresh } = useScopedList(
    scopes,
    contract.topics.list,
    (scope, cursor) => ({ scope, cursor }),
    ({ topics, cursor }) => ({ items: topics, cursor }),
  );
  const seen = computed(() => new Set(toValue(inView)));

  useDescribing(listings, inView, {
    idOf: ({ arn }: TopicRef) => arn,
    known: (scope, arn) => store.readings.has(topicKey(scope, arn)),
    inView: (scope, arn) => seen.value.has(topicKey(scope, arn)),
    describe: async (scope, arns, signal) =>
      store.take(scope, await call(contract.topics.describe, { scope, arns }, { signal })),
    failed: (scope, arns, failure) =>
      store.take(
        scope,
        arns.map((arn) => ({ arn, detail: null, failure })),
      ),
  });

  const rows = computed(() =>
    listings.value.flatMap(({ scope, items }) =>
      items.map(({ arn, name, fifo }): TopicRow => {
        const key = topicKey(scope, arn);
        const reading = store.readings.get(key);
        return {
          key,
          scope,
          arn,
          name,
          fifo,
          detail: reading?.detail ?? null,
          failure: reading?.failure ?? null,
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
