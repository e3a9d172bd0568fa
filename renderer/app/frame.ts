import { reactive, readonly, ref } from 'vue';
import type { Failure } from '../../electron/contract/index.ts';
import type { PageFrame } from '../ui/page-frame.ts';

export interface Toast {
  id: number;
  text: string;
}

/** What floats over the pages: palette, list of keys, switcher, details of the strip, a profile's sign-in, toasts. */
const state = reactive({
  palette: false,
  keys: false,
  switcher: false,
  strip: false,
  signIn: null as string | null,
  toasts: [] as Toast[],
  /** Why the workspace chosen by its key was not kept. */
  unsaved: null as Failure | null,
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
