import type { Handlers } from '../../handlers.ts';
import type { Services } from '../../services.ts';
import { createLooks } from './looks.ts';
import { createSend } from './send.ts';

/** Messages: looking and sending. `close` releases what is held. */
export function createMessagesHandlers(services: Services): {
  handlers: Handlers<'messages'>;
  close(): Promise<void>;
} {
  const { close, ...looks } = createLooks(services);
  return { handlers: { ...looks, send: createSend(services) }, close };
}
