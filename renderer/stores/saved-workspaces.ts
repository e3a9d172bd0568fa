import { computed, type ComputedRef } from 'vue';
import type { SavedWorkspace, Scope } from '../../electron/contract/index.ts';
import { useSettings } from './settings.ts';
import { scopeKey } from './workspace.ts';

/** Whether two lists hold the same scopes, in any order. */
export function holdsSame(a: readonly Scope[], b: readonly Scope[]): boolean {
  const keys = new Set(a.map(scopeKey));
  return keys.size === new Set(b.map(scopeKey)).size && b.every((scope) => keys.has(scopeKey(scope)));
}

/** The saved workspaces with one of this name put in: in its place when the name is there, else at the end. */
export function withSaved(list: readonly SavedWorkspace[], saved: SavedWorkspace): SavedWorkspace[] {
  return list.some(({ name }) => name === saved.name)
    ? list.map((each) => (each.name === saved.name ? saved : each))
    : [...list, saved];
}

export interface SavedWorkspaces {
  all: ComputedRef<readonly SavedWorkspace[]>;
  /** The one that holds just what is in view. */
  current: ComputedRef<SavedWorkspace | undefined>;
  /** Puts the scopes of a saved workspace in view. */
  show(workspace: SavedWorkspace): Promise<void>;
  /** Keeps what is in view under a name; an older set of this name gives way. */
  save(name: string): Promise<void>;
  rename(from: string, to: string): Promise<void>;
  remove(name: string): Promise<void>;
  /** Puts it first, so that it has the key Alt 1. */
  lead(name: string): Promise<void>;
}

/** Sets of scopes under names of the user's own. */
export function useSavedWorkspaces(): SavedWorkspaces {
  const settings = useSettings();
  const all = computed(() => settings.saved.workspaces);
  const current = computed(() => all.value.find(({ scopes }) => holdsSame(scopes, settings.saved.workspace)));
  const keep = (workspaces: SavedWorkspace[]): Promise<void> => settings.choose({ workspaces });
  return {
    all,
    current,
    show: ({ scopes }) => settings.choose({ workspace: [...scopes] }),
    save: (name) => keep(withSaved(all.value, { name, scopes: [...settings.saved.workspace] })),
    rename: (from, to) =>
      keep(
        all.value
          .filter(({ name }) => name === from || name !== to)
          .map((each) => (each.name === from ? { ...each, name: to } : each)),
      ),
    remove: (gone) => keep(all.value.filter(({ name }) => name !== gone)),
    lead: (first) =>
      keep([
        ...all.value.filter(({ name }) => name === first),
        ...all.value.filter(({ name }) => name !== first),
      ]),
  };
}
