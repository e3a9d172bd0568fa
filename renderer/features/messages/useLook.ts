import { computed, ref, toValue, watch, type ComputedRef, type MaybeRefOrGetter, type Ref } from 'vue';
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

/** What the user chose for the next look. */
export interface LookChoice {
  count: number;
  waitSeconds: number;
  visibilitySeconds: number;
  keepHold: boolean;
}

export type LookResult = OutputOf<typeof contract.messages.peek>;

export interface Look {
  budget: ComputedRef<ReceiveBudget | null>;
  /** What was seen, newest first. */
  messages: ComputedRef<readonly SeenMessage[]>;
  holds: ComputedRef<readonly Hold[]>;
  loading: ComputedRef<boolean>;
  /** Why budget or seen messages could not be read. */
  readFailure: ComputedRef<Failure | null>;
  /** Why the last look was refused or failed. */
  failure: Readonly<Ref<Failure | null>>;
  looking: Readonly<Ref<boolean>>;
  releasing: Readonly<Ref<boolean>>;
  releaseFailure: Readonly<Ref<Failure | null>>;
  /** What the last look gave; null before the first. */
  result: Readonly<Ref<LookResult | null>>;
  look(choice: LookChoice, force?: boolean): Promise<void>;
  release(lookId: string): Promise<void>;
  refresh(): void;
}

/** Looking into a queue: what it costs, what was seen, what is held. */
export function useLook(scope: MaybeRefOrGetter<Scope>, queueUrl: MaybeRefOrGetter<string>): Look {
  const place = (): { scope: Scope; queueUrl: string } => ({
    scope: toValue(scope),
    queueUrl: toValue(queueUrl),
  });
  const budget = useRead(contract.messages.budget, place);
  const seen = useRead(contract.messages.seen, place);
  const peek = useAct(contract.messages.peek);
  const letGo = useAct(contract.messages.release);
  const result = ref<LookResult | null>(null);
  watch(
    () => JSON.stringify(place()),
    () => {
      result.value = null;
      peek.reset();
    },
  );

  async function look(choice: LookChoice, force = false): Promise<void> {
    const answer = await peek.run({ ...place(), ...choice, force }, { count: choice.count });
    if (answer) result.value = answer;
  }

  return {
    budget: computed(() => budget.data.value ?? null),
    messages: computed(() => seen.data.value?.messages ?? []),
    holds: computed(() => seen.data.value?.holds ?? []),
    loading: computed(() => seen.data.value === undefined && seen.failure.value === null),
    readFailure: computed(() => budget.failure.value ?? seen.failure.value),
    failure: peek.failure,
    looking: peek.pending,
    releasing: letGo.pending,
    releaseFailure: letGo.failure,
    result,
    look,
    release: async (lookId) => {
      await letGo.run({ ...place(), lookId });
    },
    refresh: () => {
      void budget.refetch();
      void seen.refetch();
    },
  };
}
