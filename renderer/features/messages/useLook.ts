import {
  computed,
  onScopeDispose,
  ref,
  toValue,
  watch,
  type ComputedRef,
  type MaybeRefOrGetter,
  type Ref,
} from 'vue';
import {
  contract,
  type Failure,
  type Hold,
  type ReceiveBudget,
  type Scope,
  type SeenMessage,
} from '../../../electron/contract/index.ts';
import { useAct } from '../../api/act.ts';
import type { OutputOf } from '../../api/client.ts';
import { useRead } from '../../api/query.ts';
import { useSeen, type QueuePlace } from './useSeen.ts';

/** What the user chose for the next look. */
export interface LookChoice {
  count: number;
  waitSeconds: number;
  visibilitySeconds: number;
  keepHold: boolean;
}

export type LookResult = OutputOf<typeof contract.messages.peek>;

export interface Look {
  place: ComputedRef<QueuePlace>;
  budget: ComputedRef<ReceiveBudget | null>;
  /** What was seen, newest sight first; long bodies shortened. */
  messages: ComputedRef<readonly SeenMessage[]>;
  holds: ComputedRef<readonly Hold[]>;
  loading: ComputedRef<boolean>;
  /** Why budget or seen messages could not be read. */
  readFailure: ComputedRef<Failure | null>;
  /** Why the last look was refused or failed. */
  failure: Readonly<Ref<Failure | null>>;
  looking: Readonly<Ref<boolean>>;
  /** A release or an extension is under way. */
  holding: ComputedRef<boolean>;
  /** Why the last release or extension failed. */
  holdFailure: ComputedRef<Failure | null>;
  /** What the last look gave; null before the first. */
  result: Readonly<Ref<LookResult | null>>;
  look(choice: LookChoice, force?: boolean): Promise<void>;
  release(lookId: string): Promise<void>;
  /** Lets a hold end so many seconds from now. */
  extend(lookId: string, seconds: number): Promise<void>;
  refresh(): void;
  /** Reads all that was seen again, after an act on it. */
  reload(): Promise<void>;
}

/** The budget as numbers, for the question that a guarded profile asks. */
const toNumbers = (budget: ReceiveBudget | null): Record<string, number> =>
  Object.fromEntries(
    Object.entries({
      highestSeen: budget?.highestSeen ?? null,
      maxReceiveCount: budget?.maxReceiveCount ?? null,
      looksLeft: budget?.looksLeft ?? null,
    }).flatMap(([name, value]) => (value === null ? [] : [[name, value]])),
  );

/** Looking into a queue: what it costs, what was seen, what is held. */
export function useLook(scope: MaybeRefOrGetter<Scope>, queueUrl: MaybeRefOrGetter<string>): Look {
  const place = computed<QueuePlace>(() => ({ scope: toValue(scope), queueUrl: toValue(queueUrl) }));
  const budget = useRead(contract.messages.budget, place);
  const seen = useSeen(() => place.value);
  const peek = useAct(contract.messages.peek);
  const letGo = useAct(contract.messages.release);
  const longer = useAct(contract.messages.extend);
  const result = ref<LookResult | null>(null);
  watch(
    () => JSON.stringify(place.value),
    () => {
      result.value = null;
      peek.reset();
      letGo.reset();
      longer.reset();
    },
  );
  // A hold that has ended is no more in the list at its next reading.
  let ending: ReturnType<typeof setTimeout> | undefined;
  watch(seen.holds, (holds) => {
    clearTimeout(ending);
    const next = Math.min(...holds.map(({ until }) => until));
    // Timers hold no more than 31 bits of milliseconds.
    const wait = Math.min(next - Date.now() + 250, 2_000_000_000);
    if (Number.isFinite(next)) ending = setTimeout(() => void seen.refresh(), Math.max(250, wait));
  });
  onScopeDispose(() => clearTimeout(ending));

  return {
    place,
    budget: computed(() => budget.data.value ?? null),
    messages: computed(() => seen.messages.value),
    holds: computed(() => seen.holds.value),
    loading: seen.loading,
    readFailure: computed(() => budget.failure.value ?? seen.failure.value),
    failure: peek.failure,
    looking: peek.pending,
    holding: computed(() => letGo.pending.value || longer.pending.value),
    holdFailure: computed(() => letGo.failure.value ?? longer.failure.value),
    result,
    async look(choice, force = false) {
      const numbers = { count: choice.count, ...toNumbers(budget.data.value ?? null) };
      const answer = await peek.run({ ...place.value, ...choice, force, whole: false }, numbers);
      if (answer) result.value = answer;
      await seen.refresh();
    },
    async release(lookId) {
      longer.reset();
      await letGo.run({ ...place.value, lookId });
      await seen.refresh();
    },
    async extend(lookId, seconds) {
      letGo.reset();
      await longer.run({ ...place.value, lookId, seconds });
      await seen.refresh();
    },
    reload: () => seen.refresh(true),
    refresh() {
      void budget.refetch();
      void seen.refresh(true);
    },
  };
}
