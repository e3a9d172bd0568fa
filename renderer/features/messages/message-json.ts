import type { SeenMessage } from '../../../electron/contract/index.ts';

/** A message as one JSON text, for copying and saving: the body as its text, binary values as base64. */
export function toMessageJson(message: SeenMessage): string {
  const { messageId, body, attributes, system } = message;
  return JSON.stringify({ messageId, body, attributes, system }, null, 2);
}

/** A file name that says which message it is. */
export const toFileName = (message: Pick<SeenMessage, 'messageId'>, ending: 'json' | 'txt' | 'bin'): string =>
  `${message.messageId.replace(/[^\w.-]/g, '_').slice(0, 120)}.${ending}`;
