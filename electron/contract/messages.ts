import { messagesLook } from './messages-look.ts';
import { messagesSend } from './messages-send.ts';

export {
  messageAttribute,
  messageAttributes,
  type MessageAttribute,
  type MessageAttributes,
} from './message-attributes.ts';
export {
  hold,
  receiveBudget,
  seenColumn,
  seenMatch,
  seenMessage,
  type Hold,
  type ReceiveBudget,
  type SeenColumn,
  type SeenMatch,
  type SeenMessage,
} from './messages-seen.ts';

export const messages = { ...messagesLook, ...messagesSend };
