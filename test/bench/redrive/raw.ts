import { timedMove, type Mover } from './mover.ts';
import { inLanes, openWire } from './wire.ts';

interface Shown {
  Messages?: Array<{ Body: string; ReceiptHandle: string; MessageAttributes?: object }>;
}

/** Enough requests at once that the endpoint, not the wait for it, is the bound. */
const lanes = 96;

/** Receive, send, delete over bare HTTP, with nothing checked and nothing written down: what the endpoint can do. */
export function createRawMover(endpoint: string): Mover {
  const wire = openWire(endpoint, lanes);
  return {
    move: ({ from, to, messages }) =>
      timedMove(async () => {
        let left = messages;
        await inLanes(lanes, async () => {
          if (left <= 0) return false;
          const { Messages = [] } = (await wire.call('ReceiveMessage', {
            QueueUrl: from,
            MaxNumberOfMessages: 10,
            VisibilityTimeout: 600,
            MessageAttributeNames: ['All'],
            MessageSystemAttributeNames: ['All'],
          })) as Shown;
          if (Messages.length === 0) return left > 0;
          await wire.call('SendMessageBatch', {
            QueueUrl: to,
            Entries: Messages.map(({ Body, MessageAttributes }, index) => ({
              Id: String(index),
              MessageBody: Body,
              MessageAttributes,
            })),
          });
          await wire.call('DeleteMessageBatch', {
            QueueUrl: from,
            Entries: Messages.map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle })),
          });
          left -= Messages.length;
          return left > 0;
        });
      }),
    async close() {
      wire.close();
    },
  };
}
