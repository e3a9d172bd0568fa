import type { Action } from '../action.ts';
import { publish } from '../sns/actions/publish.ts';
import { deleteMessage } from '../sqs/actions/delete-message.ts';
import { receiveMessage } from '../sqs/actions/receive-message.ts';
import type { World } from '../world.ts';

/** The account of everything that is seeded. */
export const ACCOUNT = '000000000000';

/** Does actions inside the sandbox as a client of one region would over the wire. */
export interface Client {
  region: string;
  world: World;
  call(action: Action, input: Record<string, unknown>): Promise<Record<string, unknown>>;
  queueUrl(name: string): string;
  topicArn(name: string): string;
  publish(topic: string, message: string, rest?: Record<string, unknown>): Promise<void>;
  /** Receives up to ten messages. */
  receive(queue: string, rest?: Record<string, unknown>): Promise<Received[]>;
  remove(queue: string, handle: string): Promise<void>;
}

/** A received message. */
export interface Received {
  handle: string;
  body: string;
}

/** Makes a client. `baseUrl` stands in the links of envelopes. */
export function createClient(world: World, region: string, baseUrl: string): Client {
  const context = {
    caller: { account: ACCOUNT, region, accessKeyId: ACCOUNT },
    world,
    baseUrl,
    signal: new AbortController().signal,
  };
  const client: Client = {
    region,
    world,
    async call(action, input) {
      return { ...(await action.run(input, context)) };
    },
    queueUrl: (name) => `${baseUrl}/${ACCOUNT}/${name}`,
    topicArn: (name) => `arn:aws:sns:${region}:${ACCOUNT}:${name}`,
    async publish(topic, Message, rest = {}) {
      const { attributes, ...others } = rest;
      await client.call(publish, {
        TopicArn: client.topicArn(topic),
        Message,
        ...(attributes !== undefined && { MessageAttributes: attributes }),
        ...others,
      });
    },
    async receive(queue, rest = {}) {
      const { Messages } = await client.call(receiveMessage, {
        QueueUrl: client.queueUrl(queue),
        MaxNumberOfMessages: 10,
        WaitTimeSeconds: 0,
        ...rest,
      });
      if (!Array.isArray(Messages)) return [];
      return Messages.map(({ ReceiptHandle, Body }: Record<string, unknown>) => ({
        handle: String(ReceiptHandle),
        body: String(Body),
      }));
    },
    async remove(queue, handle) {
      await client.call(deleteMessage, { QueueUrl: client.queueUrl(queue), ReceiptHandle: handle });
    },
  };
  return client;
}
