import { computed, ref, watch, type ComputedRef, type Ref } from 'vue';
import type { CapturedHit, FailureGroup } from '../../../../electron/contract/index.ts';

/** A message of a group, as far as choosing it needs. */
export type Pickable = Pick<CapturedHit, 'messageId' | 'size' | 'sentAt' | 'groupId' | 'at'>;

export interface GroupSelection {
  /** Messages chosen of a group. */
  countOf(group: FailureGroup): number;
  isChosen(group: FailureGroup, messageId: string): boolean;
  toggleGroup(group: FailureGroup): void;
  toggle(group: FailureGroup, message: Pickable): void;
  toggleAll(): void;
  clear(): void;
  count: ComputedRef<number>;
  /** Groups of which something is chosen. */
  groups: ComputedRef<FailureGroup[]>;
  /** Chosen as a whole. */
  whole: ComputedRef<FailureGroup[]>;
  /** Chosen one by one, of groups that are not chosen as a whole. */
  singles: ComputedRef<Pickable[]>;
  /** Left out of groups that are chosen otherwise. */
  except: ComputedRef<string[]>;
}

interface Choice {
  whole: boolean;
  /** Chosen where the group is not, left out where it is. */
  odd: Map<string, Pickable>;
}

/** Whole groups and single messages over groups; what is no longer listed is no longer chosen. */
export function useGroupSelection(listed: Readonly<Ref<readonly FailureGroup[]>>): GroupSelection {
  const choices = ref(new Map<string, Choice>());
  const of = (key: string): Choice => choices.value.get(key) ?? { whole: false, odd: new Map() };
  const set = (key: string, choice: Choice): void => {
    const next = new Map(choices.value);
    if (choice.whole || choice.odd.size > 0) next.set(key, choice);
    else next.delete(key);
    choices.value = next;
  };
  watch(listed, (groups) => {
    const keys = new Set(groups.map(({ key }) => key));
    choices.value = new Map([...choices.value].filter(([key]) => keys.has(key)));
  });
  const countOf = ({ key, count }: FailureGroup): number => {
    const { whole, odd } = of(key);
    return whole ? Math.max(0, count - odd.size) : odd.size;
  };
  const groups = computed(() => listed.value.filter((group) => countOf(group) > 0));

  return {
    countOf,
    groups,
    isChosen: ({ key }, messageId) => of(key).whole !== of(key).odd.has(messageId),
    toggleGroup: (group) => set(group.key, { whole: countOf(group) < group.count, odd: new Map() }),
    toggle(group, message) {
      const { whole, odd } = of(group.key);
      const next = new Map(odd);
      if (!next.delete(message.messageId)) next.set(message.messageId, message);
      // All of them by hand is the group.
      if (next.size === group.count) set(group.key, { whole: !whole, odd: new Map() });
      else set(group.key, { whole, odd: next });
    },
    toggleAll() {
      const isAll = listed.value.every((group) => countOf(group) === group.count);
      choices.value = new Map(
        isAll ? [] : listed.value.map(({ key }) => [key, { whole: true, odd: new Map() }]),
      );
    },
    clear: () => (choices.value = new Map()),
    count: computed(() => listed.value.reduce((sum, group) => sum + countOf(group), 0)),
    whole: computed(() => groups.value.filter(({ key }) => of(key).whole)),
    singles: computed(() =>
      groups.value.filter(({ key }) => !of(key).whole).flatMap(({ key }) => [...of(key).odd.values()]),
    ),
    except: computed(() =>
      groups.value.filter(({ key }) => of(key).whole).flatMap(({ key }) => [...of(key).odd.keys()]),
    ),
  };
}
