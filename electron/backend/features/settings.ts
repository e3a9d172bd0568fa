import type { Handlers } from '../handlers.ts';
import type { Services } from '../services.ts';

/** Settings and what runs where. */
export function createSettingsHandlers({ host, store }: Services): Handlers<'settings'> {
  return {
    get: () => store.settings.get(),
    set: ({ callId: _callId, confirmation: _confirmation, ...changes }) => store.settings.set(changes),
    about: () => ({
      version: host.version,
      host: host.kind,
      node: process.versions.node,
      dataDir: host.dataDir,
      sandboxEndpoint: host.sandbox?.endpoint ?? null,
    }),
  };
}
