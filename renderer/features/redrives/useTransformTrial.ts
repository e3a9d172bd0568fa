import { refDebounced } from '@vueuse/core';
import { computed, ref, toValue, watch, type MaybeRefOrGetter } from 'vue';
import { contract, type CaptureFilter, type Transformed } from '../../../electron/contract/index.ts';
import { useCall } from '../../api/client.ts';
import { useRead } from '../../api/query.ts';

/** A transform over kept messages: counts of all, and one message after the other, page by page. */
export function useTransformTrial(
  filter: MaybeRefOrGetter<CaptureFilter | null>,
  expression: MaybeRefOrGetter<string>,
) {
  const call = useCall();
  const settled = refDebounced(
    computed(() => toValue(expression).trim()),
    400,
  );
  const first = useRead(
    contract.redrives.tryTransform,
    () => ({ filter: toValue(filter) ?? {}, expression: settled.value || '$' }),
    { enabled: () => settled.value !== '' && toValue(filter) !== null, staleTime: 10_000 },
  );
  const more = ref<Transformed[]>([]);
  const cursor = ref<string | undefined>();
  const at = ref(0);
  watch(
    () => first.data.value,
    (answer) => {
      more.value = [];
      cursor.value = answer?.cursor;
      at.value = 0;
    },
    { immediate: true },
  );
  const messages = computed(() => [...(first.data.value?.messages ?? []), ...more.value]);
  const counts = computed(() => (settled.value === '' ? null : (first.data.value?.counts ?? null)));

  async function go(by: number): Promise<void> {
    const wanted = at.value + by;
    const asked = toValue(filter);
    if (wanted >= messages.value.length && cursor.value !== undefined && asked) {
      const page = await call(contract.redrives.tryTransform, {
        filter: asked,
        expression: settled.value,
        cursor: cursor.value,
      });
      more.value = [...more.value, ...page.messages];
      cursor.value = page.cursor;
    }
    at.value = Math.max(0, Math.min(wanted, messages.value.length - 1));
  }
  return {
    at,
    go,
    counts,
    message: computed(() => (settled.value === '' ? null : (messages.value[at.value] ?? null))),
    total: computed(() => counts.value?.total ?? messages.value.length),
    loading: first.isLoading,
    /** Why the expression is none, or the trial failed. */
    failure: computed(() => (settled.value === '' ? null : first.failure.value)),
  };
}
