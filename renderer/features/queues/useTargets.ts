import { computed, toValue, type ComputedRef, type MaybeRefOrGetter } from 'vue';
import { contract, type Scope } from '../../../electron/contract/index.ts';
import { isQueueName, queueArn, queueNameOfArn } from '../../../electron/domain/arn.ts';
import { useRead } from '../../api/query.ts';
import { queueKey, useQueueReadings } from './readings.ts';

export interface Targets {
  /** Names of the queues of this scope and type that dead letters may go to; the first thousand. */
  names: ComputedRef<string[]>;
  /** The account that these queues are in; null where their URLs do not tell. */
  account: ComputedRef<string | null>;
  /** The ARN of a queue by its name; anything else comes back as it is. */
  arnOf(nameOrArn: string): string;
  /** How long a queue of this scope keeps messages, seconds, as far as it was read; null else. */
  retentionOf(arn: string): number | null;
}

/** Queues of one scope and type. Their account is read off their URLs; where these have none, ARNs are typed. */
export function useTargets(
  scope: MaybeRefOrGetter<Scope>,
  fifo: MaybeRefOrGetter<boolean>,
  self: MaybeRefOrGetter<string>,
): Targets {
  const list = useRead(contract.queues.list, () => ({ scope: toValue(scope) }), { staleTime: 30_000 });
  const account = computed(
    () =>
      (list.data.value?.queues ?? [])
        .map(({ url }) => /\/(\d{12})\/[^/]+$/.exec(url)?.[1])
        .find((found) => found !== undefined) ?? null,
  );
  const queues = computed(() =>
    (list.data.value?.queues ?? []).filter(
      (queue) => queue.fifo === toValue(fifo) && queue.name !== toValue(self),
    ),
  );
  const store = useQueueReadings();
  return {
    account,
    names: computed(() => queues.value.map(({ name }) => name).sort()),
    // Any name counts, not only listed ones: the queue may be newer than the list, and AWS checks that it is there.
    arnOf: (nameOrArn) =>
      account.value && isQueueName(nameOrArn)
        ? queueArn(toValue(scope).region, account.value, nameOrArn)
        : nameOrArn,
    retentionOf: (arn) => {
      const url = queues.value.find(({ name }) => name === queueNameOfArn(arn))?.url;
      const summary = url ? store.of(queueKey(toValue(scope), url))?.summary : null;
      return summary?.arn === arn ? summary.retentionPeriod : null;
    },
  };
}
