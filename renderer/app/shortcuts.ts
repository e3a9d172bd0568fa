import { useEventListener } from '@vueuse/core';
import { useI18n } from 'vue-i18n';
import { useRouter } from 'vue-router';
import { toFailure } from '../api/failure.ts';
import { useSavedWorkspaces } from '../stores/saved-workspaces.ts';
import { isTyping } from '../ui/keys.ts';
import { floating, frame } from './frame.ts';
import { places } from './places.ts';

/** How long `g` waits for the letter of a place, ms. */
const WAIT = 1_500;

/** The menu of acts that `.` opens: of the row that has the focus, else of the inspector, else of the page. */
const menus = ['[role=row]:focus-within', 'aside', 'main header', 'main'].map(
  (place) => `${place} [aria-haspopup=menu]`,
);

function openActs(): boolean {
  const found = menus
    .map((selector) => document.querySelector<HTMLElement>(selector))
    .find((button) => button?.checkVisibility());
  found?.click();
  return found !== undefined;
}

/**
 * Keys that work everywhere: the palette, the list of keys, `g` with the letter of a place, `.` for the acts of what is
 * looked at, and Alt 1 to 9 for the saved workspaces.
 */
export function useShortcuts(): void {
  const router = useRouter();
  const { t } = useI18n();
  const workspaces = useSavedWorkspaces();

  function showWorkspace(at: number): void {
    const saved = workspaces.all.value[at];
    if (!saved) return;
    floating.unsaved = null;
    workspaces.show(saved).then(
      () => frame.announce(t('app.workspaces.shown', { name: saved.name })),
      (error: unknown) => (floating.unsaved = toFailure(error)),
    );
  }
  let pressed = -Infinity;
  useEventListener(
    window,
    'keydown',
    (event) => {
      if ((event.ctrlKey || event.metaKey) && !event.altKey && event.key.toLowerCase() === 'k') {
        event.preventDefault();
        if (!document.querySelector('dialog[open]')) frame.openPalette();
        return;
      }
      // By the key's place: with Alt, macOS types other characters.
      const [, digit] = /^Digit([1-9])$/.exec(event.code) ?? [];
      if (digit && event.altKey && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
        // Under a question, what is in view must stay what it was asked about.
        if (document.querySelector('dialog[open]') && !floating.switcher) return;
        event.preventDefault();
        showWorkspace(Number(digit) - 1);
        return;
      }
      if (
        event.ctrlKey ||
        event.metaKey ||
        event.altKey ||
        isTyping(event) ||
        document.querySelector('dialog[open]')
      )
        return;
      if (event.key === '?') floating.keys = true;
      else if (event.key === '.' && openActs()) event.preventDefault();
      else if (event.key === 'g') pressed = event.timeStamp;
      else if (event.timeStamp - pressed < WAIT) {
        pressed = -Infinity;
        const place = places.find(({ key }) => key === event.key);
        if (!place) return;
        // The grid's own letters must not act on the same key.
        event.preventDefault();
        event.stopPropagation();
        void router.push({ name: place.name });
      }
    },
    { capture: true },
  );
}
