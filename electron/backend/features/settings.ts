import type { Handlers } from '../handlers.ts';
import type { Services } from '../services.ts';

/** Settings and what runs where. */
export function createSettingsHandlers({ host, store }: Services): Handlers<'settings'> {
  return {
    get: () => store.settings.get(),
    set: ({ theme, language, timeZone, workspace, pinned }) =>
      store.settings.set({ theme, language, timeZone, workspace, pinned }),
    about: () => ({
      version: host.version,
      host: host.kind,
      node: process.versions.node,
      dataDir: host.dataDir,
      sandboxEndpoint: host.sandbox?.endpoint ?? null,
    }),
  };
}
