import type { Action } from '../../action.ts';
import { deliver } from '../deliver.ts';
import { bodyMd5 } from '../digests.ts';
import { findQueue } from '../find-queue.ts';
import { digestsOf, MESSAGE_PARAMETERS, parseMessage } from '../message-rules.ts';
import { senderOf } from '../sender.ts';

/** SendMessage. */
export const sendMessage: Action = {
  name: 'SendMessage',
  parameters: ['QueueUrl', ...MESSAGE_PARAMETERS],
  run(input, context) {
    const queue = findQueue(input, context, 'SendMessage');
    const message = parseMessage(queue, input, senderOf(context.caller));
    const { messageId, sequenceNumber } = deliver(context.world, queue, message);
    return {
      MessageId: messageId,
      MD5OfMessageBody: bodyMd5(message.body),
      ...digestsOf(message),
      SequenceNumber: sequenceNumber,
    };
  },
};
