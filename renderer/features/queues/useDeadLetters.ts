import { refThrottled } from '@vueuse/core';
import { computed, shallowRef, toValue, watch, type ComputedRef, type MaybeRefOrGetter } from 'vue';
import { contract, type Failure, type Scope } from '../../../electron/contract/index.ts';
import { useCall } from '../../api/client.ts';
import { useSettings } from '../../stores/settings.ts';
import { compareUrgency } from './dead-letters-urgency.ts';
import { toCandidates, toDeadLetterRows, type DeadLetterRow } from './dead-letters.ts';
import { useQueueReadings } from './readings.ts';
import { useAsked } from './useAsked.ts';
import { useCoverage } from './useCoverage.ts';
import { useQueueList, type QueueList } from './useQueueList.ts';
import {
  useSubscriptionReading,
  useSubscriptionTargets,
  type SubscriptionReading,
} from './useSubscriptionTargets.ts';

export interface DeadLetters {
  list: QueueList;
  subscriptions: SubscriptionReading;
  /** All of them, the most urgent first. */
  rows: ComputedRef<DeadLetterRow[]>;
  /** Scopes in which SQS was not let to confirm sources, and why. */
  unconfirmed: ComputedRef<{ scope: Scope; failure: Failure }[]>;
  /** False until the captures were asked once: before, the order would jump. */
  ordered: ComputedRef<boolean>;
  ageFailureOf(scope: Scope): Failure | null;
  refresh(scope?: Scope): void;
}

const MINUTE = 60_000;
/** How often the order is made anew, ms: rows must not jump with every second. */
const CALM = 1_000;

/** The dead-letter queues of the scopes, with their sources, ages, captures and tasks. */
export function useDeadLetters(
  scopes: MaybeRefOrGetter<readonly Scope[]>,
  inView: MaybeRefOrGetter<readonly string[]>,
): DeadLetters {
  const call = useCall();
  const settings = useSettings();
  const readings = useQueueReadings();
  const targets = useSubscriptionTargets();
  const list = useQueueList(scopes, inView);
  const subscriptions = useSubscriptionReading(scopes);
  const calm = refThrottled(list.rows, CALM);
  const confirmed = useAsked(
    () => toCandidates(calm.value),
    async (scope, urls, signal, again) => {
      const answers = await call(contract.queues.deadLetters, { scope, urls, again }, { signal });
      readings.takeSources(scope, answers);
      return answers;
    },
  );
  const known = shallowRef<readonly DeadLetterRow[]>([]);
  const seen = computed(() => {
    const keys = new Set(toValue(inView));
    return known.value.filter(({ key }) => keys.has(key)).map(({ row }) => row);
  });
  const ages = useAsked(
    seen,
    (scope, urls, signal) => call(contract.queues.ages, { scope, urls }, { signal }),
    MINUTE,
  );
  const tasks = useAsked(
    seen,
    (scope, urls, signal) => call(contract.redrives.latest, { scope, urls }, { signal }),
    MINUTE / 4,
  );
  const coverage = useCoverage(() => known.value.map(({ row }) => row));
  const rows = computed(() => {
    const now = Date.now();
    return toDeadLetterRows(calm.value, {
      confirmed: confirmed.of,
      subscriptions: (scope, arn) => targets.of(scope, arn),
      mark: (key) => settings.marks.get(key),
      coverage: (key) => coverage.of.value.get(key),
      age: ages.of,
      task: tasks.of,
    }).sort((a, b) => compareUrgency(a, b, now));
  });
  // What is asked about follows which queues are in the list, not what is answered about them.
  watch(
    () =>
      rows.value
        .map(({ key }) => key)
        .sort()
        .join('\n'),
    () => (known.value = rows.value),
    { immediate: true },
  );

  return {
    list,
    subscriptions,
    rows,
    unconfirmed: computed(() => {
      const own = rows.value.flatMap(({ row, confirmed: answer }) =>
        answer?.failure ? [{ scope: row.scope, failure: answer.failure }] : [],
      );
      return [...confirmed.failures.value, ...own];
    }),
    ordered: coverage.read,
    ageFailureOf: ages.failureOf,
    refresh(scope) {
      list.refresh(scope);
      subscriptions.refresh();
      confirmed.again();
    },
  };
}
