import { useQueryCache } from '@pinia/colada';
import { usePreferredDark, usePreferredLanguages } from '@vueuse/core';
import { defineStore } from 'pinia';
import { computed, shallowRef } from 'vue';
import { contract, type MarkedQueue, type Scope, type UserSettings } from '../../electron/contract/index.ts';
import type { Call } from '../api/client.ts';
import { keyOf } from '../api/query.ts';

/** The user's own choices, shared by all windows through the data folder. */
export const useSettings = defineStore('settings', () => {
  const saved = shallowRef<UserSettings>({
    theme: 'system',
    language: 'system',
    timeZone: 'local',
    workspace: [],
    workspaces: [],
    pinned: [],
    added: [],
    marked: [],
  });
  /** False until the choices were read: lists wait for it, or they would flash a workspace nobody chose. */
  const loaded = shallowRef(false);
  const dark = usePreferredDark();
  const languages = usePreferredLanguages();
  let call: Call | undefined;

  const theme = computed(() =>
    saved.value.theme === 'system' ? (dark.value ? 'dark' : 'light') : saved.value.theme,
  );
  const language = computed<'en' | 'ko'>(() => {
    if (saved.value.language !== 'system') return saved.value.language;
    const first = languages.value.find((tag) => /^(en|ko)\b/.test(tag));
    return first?.startsWith('ko') ? 'ko' : 'en';
  });
  const timeZone = computed(() => (saved.value.timeZone === 'utc' ? 'UTC' : undefined));

  async function load(by: Call): Promise<void> {
    call = by;
    saved.value = await by(contract.settings.get, {});
    loaded.value = true;
  }

  /** Shown at once, then saved; what the host answers is what stays. */
  async function choose(change: Partial<UserSettings>): Promise<void> {
    const before = saved.value;
    saved.value = { ...before, ...change };
    if (!call) return;
    try {
      saved.value = await call(contract.settings.set, { ...change, callId: crypto.randomUUID() });
      useQueryCache().setQueryData(keyOf(contract.settings.get, {}), saved.value);
    } catch (error) {
      saved.value = before;
      throw error;
    }
  }

  /** Scope and id of what is pinned, as `PROFILE/REGION ID`: for lists of thousands of rows. */
  const pinnedKeys = computed(
    () => new Set(saved.value.pinned.map(({ scope, id }) => `${scope.profile}/${scope.region} ${id}`)),
  );
  const isPinned = (scope: Scope, id: string): boolean =>
    saved.value.pinned.some(
      (pin) => pin.id === id && pin.scope.profile === scope.profile && pin.scope.region === scope.region,
    );
  const togglePin = (scope: Scope, id: string): Promise<void> =>
    choose({
      pinned: isPinned(scope, id)
        ? saved.value.pinned.filter(
            (pin) =>
              pin.id !== id || pin.scope.profile !== scope.profile || pin.scope.region !== scope.region,
          )
        : [...saved.value.pinned, { scope, id }],
    });

  /** Queues (by URL) and topics (by ARN) added by hand; adding one twice is no error. */
  const isAdded = (scope: Scope, url: string): boolean =>
    saved.value.added.some(
      (one) => one.url === url && one.scope.profile === scope.profile && one.scope.region === scope.region,
    );
  const addByHand = async (scope: Scope, url: string): Promise<void> => {
    if (!isAdded(scope, url)) await choose({ added: [...saved.value.added, { scope, url }] });
  };
  const dropAdded = (scope: Scope, url: string): Promise<void> =>
    choose({
      added: saved.value.added.filter(
        (one) => one.url !== url || one.scope.profile !== scope.profile || one.scope.region !== scope.region,
      ),
    });

  /** Marks of dead-letter queues, as `PROFILE/REGION URL`, with who fills them. */
  const marks = computed(
    () =>
      new Map(
        saved.value.marked.map(({ scope, url, by }) => [`${scope.profile}/${scope.region} ${url}`, by]),
      ),
  );
  /** Marks a queue as a dead-letter queue, in place of its mark before; null takes the mark away. */
  const mark = (scope: Scope, url: string, by: MarkedQueue['by'] | null): Promise<void> => {
    const others = saved.value.marked.filter(
      (one) => one.url !== url || one.scope.profile !== scope.profile || one.scope.region !== scope.region,
    );
    return choose({ marked: by ? [...others, { scope, url, by }] : others });
  };

  return {
    ...{ saved, loaded, theme, language, timeZone, load, choose },
    ...{ pinnedKeys, isPinned, togglePin, isAdded, addByHand, dropAdded, marks, mark },
  };
});
