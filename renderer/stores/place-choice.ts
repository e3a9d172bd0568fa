import { computed, ref, toValue, type ComputedRef, type MaybeRefOrGetter, type Ref } from 'vue';
import type { Scope } from '../../electron/contract/index.ts';
import { scopeKey, useWorkspace } from './workspace.ts';

export interface PlaceChoice {
  /** The key of the chosen scope. */
  place: Ref<string>;
  /** The first scope where the chosen one is gone. */
  scope: ComputedRef<Scope>;
  places: ComputedRef<{ value: string; label: string }[]>;
}

/** In which of the given scopes (one at least) something is made or added. */
export function usePlaceChoice(
  scopes: MaybeRefOrGetter<readonly Scope[]>,
  first: Scope | null = null,
): PlaceChoice {
  const { profileOf } = useWorkspace();
  const place = ref(scopeKey(first ?? (toValue(scopes)[0] as Scope)));
  return {
    place,
    scope: computed(() => {
      const all = toValue(scopes);
      return all.find((each) => scopeKey(each) === place.value) ?? (all[0] as Scope);
    }),
    places: computed(() =>
      toValue(scopes).map((each) => ({
        value: scopeKey(each),
        label: `${profileOf(each)?.label ?? each.profile}, ${each.region}`,
      })),
    ),
  };
}
