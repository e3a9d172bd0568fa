import {
  DeleteMessageCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { Consumer } from 'sqs-consumer';
import { timedMove, type Mover } from './mover.ts';

const open = (endpoint: string): SQSClient =>
  new SQSClient({
    endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'sandbox', secretAccessKey: 'sandbox' },
  });
const consumers = 4;

/** What one writes first: ten are received, then each is sent and deleted by itself. */
export function createNaiveMover(endpoint: string): Mover {
  const sqs = open(endpoint);
  return {
    move: ({ from, to, messages }) =>
      timedMove(async () => {
        for (let moved = 0; moved < messages;) {
          const { Messages = [] } = await sqs.send(
            new ReceiveMessageCommand({
              QueueUrl: from,
              MaxNumberOfMessages: 10,
              MessageAttributeNames: ['All'],
            }),
          );
          for (const { Body, MessageAttributes, ReceiptHandle } of Messages) {
            await sqs.send(new SendMessageCommand({ QueueUrl: to, MessageBody: Body, MessageAttributes }));
            await sqs.send(new DeleteMessageCommand({ QueueUrl: from, ReceiptHandle }));
            moved += 1;
          }
        }
      }),
    close: async () => sqs.destroy(),
  };
}

/** sqs-consumer four times, with a handler of batches that sends ten at once; it deletes what the handler acknowledges. */
export function createConsumerMover(endpoint: string): Mover {
  const sqs = open(endpoint);
  return {
    move: ({ from, to, messages }) =>
      timedMove(async () => {
        const { promise, resolve, reject } = Promise.withResolvers<void>();
        let left = messages;
        const started = Array.from({ length: consumers }, () =>
          Consumer.create({
            queueUrl: from,
            sqs,
            batchSize: 10,
            waitTimeSeconds: 1,
            visibilityTimeout: 600,
            messageAttributeNames: ['All'],
            messageSystemAttributeNames: ['All'],
            suppressFifoWarning: true,
            handleMessageBatch: async (batch) => {
              const { Failed = [] } = await sqs.send(
                new SendMessageBatchCommand({
                  QueueUrl: to,
                  Entries: batch.map(({ Body, MessageAttributes }, index) => ({
                    Id: String(index),
                    MessageBody: Body,
                    MessageAttributes,
                  })),
                }),
              );
              return batch.filter((_, index) => !Failed.some(({ Id }) => Id === String(index)));
            },
          }),
        );
        for (const consumer of started) {
          consumer.on('error', reject);
          consumer.on('message_processed', () => {
            left -= 1;
            if (left === 0) resolve();
          });
          consumer.start();
        }
        await promise;
        for (const consumer of started) consumer.stop({ abort: true });
      }),
    close: async () => sqs.destroy(),
  };
}
