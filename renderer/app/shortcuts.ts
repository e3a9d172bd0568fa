import { useEventListener } from '@vueuse/core';
import { useRouter } from 'vue-router';
import { isTyping } from '../ui/keys.ts';
import { floating, frame } from './frame.ts';
import { places } from './places.ts';

/** How long `g` waits for the letter of a place, ms. */
const WAIT = 1_500;

/** Keys that work everywhere: the palette, the list of keys, and `g` with the letter of a place. */
export function useShortcuts(): void {
  const router = useRouter();
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
      if (
        event.ctrlKey ||
        event.metaKey ||
        event.altKey ||
        isTyping(event) ||
        document.querySelector('dialog[open]')
      )
        return;
      if (event.key === '?') floating.keys = true;
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
