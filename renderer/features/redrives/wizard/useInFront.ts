import { computed, shallowRef, watch, type ComputedRef, type ShallowRef } from 'vue';
import {
  contract,
  type CapturedHit,
  type CapturedMessage,
  type Failure,
} from '../../../../electron/contract/index.ts';
import { compareSequences } from '../../../../electron/domain/redrive/sequence.ts';
import { useCall } from '../../../api/client.ts';
import { toFailure } from '../../../api/failure.ts';
import type { Redrive } from './useRedrive.ts';

/** Groups that are looked through; further ones stay blocked until these are parked. */
const MOST_GROUPS = 20;

type Placed = Pick<CapturedMessage, 'messageId' | 'groupId' | 'system'>;

/** The messages that are not chosen and stand before the last blocked one of their group. */
export function standInFront(
  kept: readonly Placed[],
  chosen: ReadonlySet<string>,
  blocked: ReadonlySet<string>,
): string[] {
  const last = new Map<string, string>();
  const sequenceOf = ({ system }: Placed): string => system.SequenceNumber ?? '';
  for (const message of kept) {
    const group = message.groupId ?? '';
    if (!blocked.has(message.messageId)) continue;
    if (compareSequences(sequenceOf(message), last.get(group) ?? '0') > 0)
      last.set(group, sequenceOf(message));
  }
  return kept
    .filter((message) => {
      const end = last.get(message.groupId ?? '');
      return (
        !chosen.has(message.messageId) && end !== undefined && compareSequences(sequenceOf(message), end) < 0
      );
    })
    .map(({ messageId }) => messageId);
}

/** The messages that stand before blocked ones, as far as they were kept; null while they are looked up. */
export function useInFront(redrive: Redrive): {
  inFront: Readonly<ShallowRef<readonly string[] | null>>;
  failure: ComputedRef<Failure | null>;
} {
  const call = useCall();
  const inFront = shallowRef<readonly string[] | null>(null);
  const failure = shallowRef<Failure | null>(null);
  async function look(ids: readonly string[]): Promise<void> {
    const own = { sources: redrive.captured.value, inQueue: true };
    const wanted = redrive.filter.value;
    if (own.sources.length === 0 || !wanted) return;
    const search = async (filter: typeof wanted): Promise<CapturedHit[]> =>
      (await call(contract.captures.search, { filter })).messages;
    const met = await search({ ...own, messageIds: [...ids] });
    const groups = [...new Set(met.flatMap(({ groupId }) => groupId ?? []))].slice(0, MOST_GROUPS);
    const kept: CapturedMessage[] = [];
    const chosen = new Set(ids);
    for (const groupId of groups) {
      for (const { id } of await search({ ...own, groupId }))
        kept.push(await call(contract.captures.get, { id }));
      if (wanted.groupId !== undefined && wanted.groupId !== groupId) continue;
      for (const { messageId } of await search({ ...wanted, groupId })) chosen.add(messageId);
    }
    inFront.value = standInFront(kept, chosen, new Set(ids));
  }
  watch(
    () => redrive.plan.value?.blocked.ids.join(' ') ?? '',
    (ids) => {
      inFront.value = null;
      failure.value = null;
      if (ids !== '') look(ids.split(' ')).catch((error: unknown) => (failure.value = toFailure(error)));
    },
    { immediate: true },
  );
  return { inFront, failure: computed(() => failure.value) };
}
