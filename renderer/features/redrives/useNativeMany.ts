import { useDebounce } from '@vueuse/core';
import { computed, reactive, ref, shallowReactive, type ComputedRef, type Ref } from 'vue';
import { contract, type Failure, type Preflight } from '../../../electron/contract/index.ts';
import { useAct } from '../../api/act.ts';
import { useWorkspace } from '../../stores/workspace.ts';
import {
  leftOutOf,
  sumByPlace,
  type LeftOut,
  type NativeCheck,
  type NativeQueue,
  type NativeSum,
} from './native-many.ts';
import { splitRate } from './native-rates.ts';
import { toDestinationArn, toRate } from './native-target.ts';

/** A queue whose start was agreed to. */
export interface NativeStart {
  queue: NativeQueue;
  state: 'next' | 'starting' | 'started' | 'failed';
  failure: Failure | null;
}

export interface NativeMany {
  to: Ref<'sources' | 'other'>;
  text: Ref<string>;
  pace: Ref<'each' | 'split'>;
  rateText: Ref<string>;
  rate: ComputedRef<number | undefined | null>;
  tooSmall: ComputedRef<boolean>;
  /** False while a destination or a rate is half typed. */
  whole: ComputedRef<boolean>;
  chosen: Set<string>;
  typed: Ref<Record<string, string>>;
  destinationOf(queue: NativeQueue): string | undefined;
  rateOf(queue: NativeQueue): number | undefined;
  take(queue: NativeQueue, check: NativeCheck | null): void;
  outOf(queue: NativeQueue): LeftOut;
  taking: ComputedRef<{ queue: NativeQueue; preflight: Preflight }[]>;
  sums: ComputedRef<NativeSum[]>;
  checked: ComputedRef<number>;
  guarded: ComputedRef<{ profile: string; names: string[] }[]>;
  settled: ComputedRef<boolean>;
  starts: NativeStart[];
  running: Readonly<Ref<boolean>>;
  start(): Promise<void>;
}

/** The redrive of several dead-letter queues by AWS: what is to happen to each, then the starts, one after another. */
export function useNativeMany(queues: readonly NativeQueue[]): NativeMany {
  const { profileOf } = useWorkspace();
  const to = ref<'sources' | 'other'>('sources');
  const text = ref('');
  const pace = ref<'each' | 'split'>('each');
  const rateText = ref('');
  const typed = ref<Record<string, string>>({});
  const running = ref(false);
  const chosen = reactive(new Set(queues.map(({ key }) => key)));
  const checks = shallowReactive(new Map<string, NativeCheck>());
  const starts = reactive<NativeStart[]>([]);
  // The names were agreed to in the dialog, by the profile's own name.
  const act = useAct(contract.redrives.start, ({ confirmation }) => Promise.resolve(confirmation));

  const typing = computed(() => ({ to: to.value, text: text.value, pace: pace.value, rate: rateText.value }));
  const settledTyping = useDebounce(typing, 300);
  const settled = computed(() => JSON.stringify(settledTyping.value) === JSON.stringify(typing.value));
  const rate = computed(() => toRate(rateText.value));
  const sharing = computed(() => queues.filter(({ key }) => chosen.has(key)));
  const shares = computed(() => {
    const total = toRate(settledTyping.value.rate);
    if (settledTyping.value.pace !== 'split' || typeof total !== 'number') return null;
    const rates = splitRate(
      total,
      sharing.value.map(({ waiting }) => waiting),
    );
    return rates && new Map(sharing.value.map(({ key }, at) => [key, rates[at]]));
  });
  const tooSmall = computed(
    () => pace.value === 'split' && typeof rate.value === 'number' && rate.value < sharing.value.length,
  );
  const arnFor = (queue: NativeQueue, typedText: string): string | null =>
    queue.arn ? toDestinationArn(typedText, queue.arn) : null;
  const destinationOf = (queue: NativeQueue): string | undefined =>
    settledTyping.value.to === 'other' ? (arnFor(queue, settledTyping.value.text) ?? undefined) : undefined;
  const rateOf = (queue: NativeQueue): number | undefined => {
    const given = toRate(settledTyping.value.rate);
    if (typeof given !== 'number') return undefined;
    return settledTyping.value.pace === 'split' ? shares.value?.get(queue.key) : given;
  };
  const whole = computed(
    () =>
      rate.value !== null &&
      !tooSmall.value &&
      (to.value === 'sources' || queues.every((queue) => arnFor(queue, text.value) !== null)),
  );
  const outOf = (queue: NativeQueue): LeftOut =>
    leftOutOf(profileOf(queue.scope)?.guard, checks.get(queue.key), chosen.has(queue.key));
  const taking = computed(() =>
    queues.flatMap((queue) => {
      const preflight = checks.get(queue.key)?.preflight;
      return preflight && outOf(queue) === null ? [{ queue, preflight }] : [];
    }),
  );
  const guarded = computed(() => {
    const names = new Map<string, string[]>();
    for (const { queue } of taking.value)
      if (profileOf(queue.scope)?.guard !== 'open')
        names.set(queue.scope.profile, [...(names.get(queue.scope.profile) ?? []), queue.name]);
    return [...names].map(([profile, all]) => ({ profile, names: all }));
  });

  async function start(): Promise<void> {
    const orders = taking.value.map(({ queue }) => ({
      queue,
      input: {
        scope: queue.scope,
        queueUrl: queue.url,
        destination: destinationOf(queue),
        rate: rateOf(queue),
      },
    }));
    starts.splice(
      0,
      starts.length,
      ...orders.map(({ queue }): NativeStart => ({ queue, state: 'next', failure: null })),
    );
    running.value = true;
    // One after another: each start is a decision of its own, and what fails at one must not stop the others.
    for (const [at, { input }] of orders.entries()) {
      const one = starts[at];
      if (!one) continue;
      one.state = 'starting';
      const done = await act.run(input);
      one.failure = act.failure.value;
      one.state = done || act.answerLost.value ? 'started' : 'failed';
    }
    running.value = false;
  }

  return {
    ...{ to, text, pace, rateText, rate, tooSmall, whole, chosen, typed, settled },
    ...{ destinationOf, rateOf, outOf, taking, guarded, starts, running, start },
    take: (queue, check) => void (check ? checks.set(queue.key, check) : checks.delete(queue.key)),
    sums: computed(() => sumByPlace(taking.value)),
    checked: computed(() => checks.size),
  };
}
