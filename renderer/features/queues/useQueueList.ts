import { computed, shallowRef, toValue, type ComputedRef, type MaybeRefOrGetter, type Ref } from 'vue';
import { contract, type QueueRef, type Scope } from '../../../electron/contract/index.ts';
import { useCall } from '../../api/client.ts';
import { useDescribing } from '../../api/describing.ts';
import { usePerItem } from '../../api/per-item.ts';
import { useScopedList, type ScopeListing } from '../../api/scoped-list.ts';
import { useStream } from '../../api/stream.ts';
import { useSettings } from '../../stores/settings.ts';
import { scopeKey } from '../../stores/workspace.ts';
import { withAdded } from './added.ts';
import { usePace, type Pace } from './pace.ts';
import { toRows, type IsNamed, type ListedQueue, type QueueRow } from './queue-rows.ts';
import { queueKey, useQueueReadings } from './readings.ts';
import { useSubscriptionTargets } from './useSubscriptionTargets.ts';

/** Queues watched at most in one scope. */
const WATCHED = 100;
/** Queues of a scope whose attributes are read unasked: without them nobody knows which ones are dead-letter queues. */
const UNASKED = 20_000;
/** Describing calls at once in a scope; the backend bounds what they make of it. */
const LANES = 3;
/** What any list of this page is being told just now. */
const asked = new Set<string>();

export interface QueueList {
  /** All queues of all scopes, in the order of the scopes. A row that did not change is the same object as before. */
  rows: ComputedRef<QueueRow[]>;
  /** How far each scope is, and why one failed. */
  scopes: ComputedRef<ScopeListing<ListedQueue>[]>;
  /** True while a scope still lists its names. */
  loading: ComputedRef<boolean>;
  /** Queues whose attributes were read. */
  described: ComputedRef<number>;
  /** How often the rows in view are read again. */
  pace: Readonly<Ref<Pace | null>>;
  /** Lists the names again, of one scope or all, and tries failed queues again. */
  refresh(scope?: Scope): void;
}

/**
 * The queues of many scopes as one list: names first, then attributes, rows in view first, then live counts of the
 * rows in view.
 * @param inView keys of the rows that can be seen; when absent nothing is watched
 * @param every shortest period of the live counts, ms; null stops them
 */
export function useQueueList(
  scopes: MaybeRefOrGetter<readonly Scope[]>,
  inView: MaybeRefOrGetter<readonly string[]> = [],
  every: MaybeRefOrGetter<number | null | undefined> = undefined,
): QueueList {
  const call = useCall();
  const store = useQueueReadings();
  const { listings: listed, refresh } = useScopedList(
    scopes,
    contract.queues.list,
    (scope, cursor) => ({ scope, cursor }),
    ({ queues, cursor }) => ({ items: queues, cursor }),
  );
  const listings = withAdded(listed);
  const settings = useSettings();
  const targets = useSubscriptionTargets();
  const isNamed: IsNamed = (key, scope, arn) =>
    settings.marks.has(key) || (arn !== null && targets.of(scope, arn).length > 0);
  let before = new Map<string, QueueRow>();
  const rows = computed(() => {
    const now = toRows(listings.value, { get: store.of }, before, isNamed);
    before = new Map(now.map((row) => [row.key, row]));
    return now;
  });
  const seen = computed(() => new Set(toValue(inView)));
  const { pace, follow } = usePace(seen);
  const gone = shallowRef<ReadonlySet<string>>(new Set());

  useDescribing(listings, inView, {
    idOf: ({ url }: QueueRef) => url,
    known: (scope, url) => {
      const reading = store.peek(queueKey(scope, url));
      return reading !== undefined && (reading.summary !== null || reading.failure !== null);
    },
    inView: (scope, url) => seen.value.has(queueKey(scope, url)),
    describe: async (scope, urls, signal) =>
      store.take(scope, await call(contract.queues.describe, { scope, urls }, { signal })),
    failed: (scope, urls, failure) =>
      store.take(
        scope,
        urls.map((url) => ({ url, summary: null, failure })),
      ),
    unasked: UNASKED,
    lanes: LANES,
    asked,
  });

  usePerItem(scopes, scopeKey, (scope) => {
    const prefix = queueKey(scope, '');
    const urls = computed(() =>
      toValue(inView)
        .filter((key) => key.startsWith(prefix))
        .map((key) => key.slice(prefix.length))
        .slice(0, WATCHED)
        .sort(),
    );
    useStream(
      contract.queues.watch,
      () => ({ scope, urls: urls.value, every: toValue(every) ?? undefined }),
      (events) => {
        for (const event of events) {
          store.take(scope, event);
          follow(scope, event);
          // A queue that was deleted elsewhere: its scope is listed anew, once.
          const keys = event
            .filter(({ failure }) => failure?.code === 'NOT_FOUND')
            .map(({ url }) => queueKey(scope, url))
            .filter((key) => !gone.value.has(key));
          if (keys.length === 0) continue;
          gone.value = new Set([...gone.value, ...keys]);
          refresh(scope);
        }
      },
      { enabled: () => urls.value.length > 0 && toValue(every) !== null },
    );
  });

  return {
    rows,
    scopes: listings,
    loading: computed(() => listings.value.some(({ state }) => state === 'loading')),
    described: computed(() => rows.value.reduce((sum, { summary }) => sum + (summary ? 1 : 0), 0)),
    pace,
    refresh: (scope) => {
      store.forgetFailed();
      refresh(scope);
    },
  };
}
