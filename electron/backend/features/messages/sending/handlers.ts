import type { messagesSend } from '../../../../contract/messages-send.ts';
import type { Handlers } from '../../../handlers.ts';
import type { Services } from '../../../services.ts';
import { createSend } from '../send.ts';
import { createPointers } from './pointer.ts';
import { createRuns } from './runs.ts';
import { createSaved } from './saved.ts';

/** Everything of `messages` that sends. `close` stops what is being sent and waits for the last answers. */
export function createSendingHandlers(services: Services): {
  handlers: Pick<Handlers<'messages'>, keyof typeof messagesSend>;
  close(): Promise<void>;
} {
  const { close, ...runs } = createRuns(services);
  const send = createSend(services);
  return { handlers: { send, ...createPointers(services, send), ...runs, ...createSaved(services) }, close };
}
