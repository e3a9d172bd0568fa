import { computed, shallowRef } from 'vue';
import { useRouter } from 'vue-router';
import { contract, type Failure, type QueueDetail, type Scope } from '../../../../electron/contract/index.ts';
import { useAct } from '../../../api/act.ts';
import { useCall } from '../../../api/client.ts';
import { toFailure } from '../../../api/failure.ts';
import { redriveLink, useRedriveChoices } from '../../../stores/redrive-choices.ts';
import { useExport } from '../useExport.ts';
import { isWhole, toChoice, toMessages, wholeFilter } from './chosen-messages.ts';
import type { DeadLetterGroups } from './useDeadLetterGroups.ts';
import type { GroupSelection, Pickable } from './useGroupSelection.ts';

/** What can be done with chosen groups and messages of a dead-letter queue. */
export function useGroupActs(
  scope: Scope,
  detail: () => QueueDetail,
  groups: DeadLetterGroups,
  selection: GroupSelection,
) {
  const call = useCall();
  const router = useRouter();
  const choices = useRedriveChoices();
  const exporting = useExport();
  const parking = useAct(contract.redrives.park);
  const purging = useAct(contract.redrives.purge);
  const trouble = shallowRef<Failure | null>(null);

  async function messages(): Promise<Omit<Pickable, 'at'>[] | null> {
    trouble.value = null;
    const filter = wholeFilter(groups.filter.value, groups.path.value, selection);
    try {
      return await toMessages(
        selection,
        async () => (await call(contract.captures.chosen, { filter })).messages,
      );
    } catch (error) {
      trouble.value = toFailure(error);
      return null;
    }
  }
  async function start(act: 'park' | 'purge'): Promise<void> {
    const chosen = await messages();
    if (!chosen) return;
    const input = { scope, queueUrl: detail().url, choice: toChoice(chosen) };
    const numbers = { count: chosen.length };
    const job =
      act === 'purge'
        ? await purging.run(input, numbers)
        : // The question says that they are on the disk then, whatever else is kept.
          await parking.run({ ...input, onDisk: true }, numbers);
    if (!job) return;
    selection.clear();
    await router.push({ name: 'jobs', params: { id: job.id } });
  }

  return {
    /** To the page on which a redrive is planned. */
    async redrive(): Promise<void> {
      const { url } = detail();
      if (isWhole(selection) && !groups.isFiltered.value) {
        const causes = { path: groups.path.value, keys: selection.whole.value.map(({ key }) => key) };
        choices.choose(scope, url, { by: 'causes', ...causes });
        await router.push(redriveLink(scope, url, causes));
        return;
      }
      const chosen = await messages();
      if (!chosen) return;
      choices.choose(scope, url, { by: 'messages', messages: chosen });
      await router.push(redriveLink(scope, url));
    },
    park: () => start('park'),
    remove: () => start('purge'),
    async save(): Promise<void> {
      const chosen = await messages();
      if (!chosen) return;
      const messageIds = chosen.map(({ messageId }) => messageId);
      await exporting.start({ filter: { ...groups.queue.value, messageIds } }, `${detail().name}.jsonl`);
    },
    exporting,
    pending: computed(() => parking.pending.value || purging.pending.value),
    failure: computed(
      () =>
        trouble.value ?? parking.failure.value ?? purging.failure.value ?? exporting.failure.value ?? null,
    ),
  };
}
