import { computed, ref, type ComputedRef, type Ref } from 'vue';
import { contract, type QueueRef, type Scope } from '../../../electron/contract/index.ts';
import { isQueueName } from '../../../electron/domain/arn.ts';
import { useRead } from '../../api/query.ts';
import { scopeKey, useWorkspace } from '../../stores/workspace.ts';

export interface Destination {
  /** Key of the chosen scope. */
  place: Ref<string>;
  scopes: ComputedRef<readonly Scope[]>;
  scope: ComputedRef<Scope>;
  /** What was typed: a name or a URL. */
  text: Ref<string>;
  queues: ComputedRef<readonly QueueRef[]>;
  /** They are being listed. */
  reading: ComputedRef<boolean>;
  /** The queue that it names; null while it names none. */
  url: ComputedRef<string | null>;
}

/** Any queue of any profile and region in view. */
export function useDestination(source: Scope): Destination {
  const workspace = useWorkspace();
  const place = ref(scopeKey(source));
  const text = ref('');
  const scopes = computed(() => {
    const all = workspace.scopes.value;
    return all.some((scope) => scopeKey(scope) === scopeKey(source)) ? all : [source, ...all];
  });
  const scope = computed(() => scopes.value.find((one) => scopeKey(one) === place.value) ?? source);
  const list = useRead(contract.queues.list, () => ({ scope: scope.value }), { staleTime: 0 });
  const queues = computed(() => list.data.value?.queues ?? []);
  return {
    place,
    scopes,
    scope,
    text,
    queues,
    reading: computed(() => list.isLoading.value),
    url: computed(() => {
      const given = text.value.trim();
      if (/^https?:\/\//.test(given)) return given;
      const found = queues.value.find(({ name }) => name === given)?.url;
      if (found || !list.data.value?.cursor || !isQueueName(given)) return found ?? null;
      // Past the first thousand: named as its neighbours are; the plan says when it is not there.
      return queues.value[0]?.url.replace(/[^/]+$/, given) ?? null;
    }),
  };
}
