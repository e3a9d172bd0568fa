import { inject, type App, type InjectionKey } from 'vue';

/** What the frame offers to the pages inside it. */
export interface PageFrame {
  openPalette(): void;
  /** Opens the list of profiles and regions to put in view. */
  openSwitcher(): void;
  /** Asks for the MFA code of a profile, and signs in with it. */
  enterCode(profile: string): void;
  /** The palette's keys as this machine writes them: `Ctrl K` or `⌘ K`. */
  paletteKeys: string;
  /** Says something to screen readers. */
  announce(text: string): void;
  /** For what finished elsewhere; an error never goes here. */
  toast(text: string): void;
}
const key: InjectionKey<PageFrame> = Symbol('page frame');

export const installPageFrame = (app: App, frame: PageFrame): void => {
  app.provide(key, frame);
};
export function usePageFrame(): PageFrame {
  const frame = inject(key);
  if (!frame) throw new Error('No page frame was installed.');
  return frame;
}
