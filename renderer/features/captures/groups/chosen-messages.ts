import type { CaptureFilter, RedriveChoice } from '../../../../electron/contract/index.ts';
import type { GroupSelection, Pickable } from './useGroupSelection.ts';

/** The filter of the groups that are chosen as a whole. */
export const wholeFilter = (
  filter: CaptureFilter,
  path: string,
  { whole }: Pick<GroupSelection, 'whole'>,
): CaptureFilter => ({ ...filter, causes: { path, keys: whole.value.map(({ key }) => key) } });

/** Whether a selection is whole groups and nothing besides: it can be said by a filter, however large it is. */
export const isWhole = ({ whole, singles, except }: GroupSelection): boolean =>
  whole.value.length > 0 && singles.value.length === 0 && except.value.length === 0;

/** Every chosen message; those of whole groups are asked for. */
export async function toMessages(
  selection: GroupSelection,
  ofWhole: () => Promise<readonly Omit<Pickable, 'at'>[]>,
): Promise<Omit<Pickable, 'at'>[]> {
  const left = new Set(selection.except.value);
  const whole = selection.whole.value.length > 0 ? await ofWhole() : [];
  const chosen = [...whole.filter(({ messageId }) => !left.has(messageId)), ...selection.singles.value];
  return [...new Map(chosen.map((one) => [one.messageId, one])).values()];
}

/** What a job is told of chosen messages. */
export const toChoice = (messages: readonly { messageId: string }[]): RedriveChoice => ({
  by: 'ids',
  ids: messages.map(({ messageId }) => messageId),
});
