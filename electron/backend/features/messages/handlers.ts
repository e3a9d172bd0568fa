import type { Handlers } from '../../handlers.ts';
import type { HostServices } from '../../services.ts';
import { createActs } from './act-on-chosen.ts';
import { createLookState } from './look-state.ts';
import { createLooks } from './looks.ts';
import { createObject } from './object.ts';
import { createSeenQueries } from './seen-queries.ts';
import { createSendingHandlers } from './sending/handlers.ts';

/** Messages: looking and sending. `close` releases what is held. */
export function createMessagesHandlers(services: HostServices): {
  handlers: Handlers<'messages'>;
  close(): Promise<void>;
} {
  const state = createLookState(services);
  const { close, ...looks } = createLooks(services, state);
  const peeking = {
    ...looks,
    ...createSeenQueries(state),
    ...createActs(services, state),
    object: createObject(services, state),
  };
  const sending = createSendingHandlers(services);
  return {
    handlers: { ...peeking, ...sending.handlers },
    async close() {
      await Promise.all([close(), sending.close()]);
    },
  };
}
