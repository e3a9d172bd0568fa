import { reactive, readonly, ref } from 'vue';
import type { PageFrame } from '../ui/page-frame.ts';

export interface Toast {
  id: number;
  text: string;
}

/** What floats over the pages: the palette, the list of keys, the workspace switcher, the sign-in of a profile, toasts. */
const state = reactive({
  palette: false,
  keys: false,
  switcher: false,
  signIn: null as string | null,
  toasts: [] as Toast[],
});
export const floating = state;
const spoken = ref('');
export const announcement = readonly(spoken);

const isMac = /Mac|iPhone|iPad/.test(navigator.userAgent);
let nextToast = 1;

export const frame: PageFrame = {
  paletteKeys: isMac ? '⌘ K' : 'Ctrl K',
  openPalette: () => (state.palette = true),
  openSwitcher: () => (state.switcher = true),
  enterCode: (profile) => (state.signIn = profile),
  announce: (text) => (spoken.value = text),
  toast: (text) => {
    state.toasts.push({ id: nextToast++, text });
    spoken.value = text;
  },
};
