import {
  CreateQueueCommand,
  DeleteMessageBatchCommand,
  GetQueueAttributesCommand,
  SendMessageBatchCommand,
  type Message,
  type MessageAttributeValue,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import type { Chance } from '../simulation/virtual-time.ts';
import { receive } from '../support/sqs-calls.ts';

/** What of a message must arrive as it was. */
export interface Letter {
  number: number;
  body: string;
  /** Name -> type and value, binary as base64. */
  attributes: Record<string, string>;
  group: string | null;
  trace: string | null;
}

/** A letter as it was found in a queue. */
export interface Found extends Letter {
  id: string;
  sequence: string;
  /** SentTimestamp, epoch ms. */
  sentAt: number;
}

const types = ['String', 'String.html', 'Number', 'Number.int', 'Binary', 'Binary.png'];
const texts = [
  'zwölf',
  '{"n": 10000000000000000001, "n": 1.0}',
  'a\tb\r\n',
  '주문 ',
  '<x a="1">&amp;</x>',
  '𝄞',
];

/** Letters that would show any change: odd spacing, numbers beyond 2^53, binary attributes, custom types. */
export function writeLetters(chance: Chance, count: number, groups: number, fifo: boolean): Letter[] {
  return Array.from({ length: count }, (_, number) => {
    const attributes: Letter['attributes'] = {};
    for (let at = chance.between(0, 4); at > 0; at -= 1) {
      const type = types[chance.between(0, types.length - 1)]!;
      const value = type.startsWith('Number')
        ? `${chance.between(0, 9)}.5e3`
        : type.startsWith('Binary')
          ? Buffer.from(Array.from({ length: chance.between(1, 40) }, () => chance.between(0, 255))).toString(
              'base64',
            )
          : texts[chance.between(0, texts.length - 1)]!;
      attributes[`a.${at}`] = `${type}:${value}`;
    }
    const long = chance.hit(0.03) ? 'x'.repeat(chance.between(1000, 30_000)) : '';
    return {
      number,
      body: `${number}|${texts[chance.between(0, texts.length - 1)]}${long}`,
      attributes,
      group: fifo || chance.hit(0.2) ? `g${chance.between(1, groups)}` : null,
      trace: chance.hit(0.1) ? `Root=1-5759e988-bd862e3fe1be46a994272${chance.between(100, 999)}` : null,
    };
  });
}

/** Makes a queue. */
export async function createQueue(
  sqs: SQSClient,
  name: string,
  more: Record<string, string> = {},
): Promise<string> {
  const fifo = name.endsWith('.fifo') ? { FifoQueue: 'true' } : {};
  const { QueueUrl = '' } = await sqs.send(
    new CreateQueueCommand({ QueueName: name, Attributes: { ...fifo, ...more } }),
  );
  return QueueUrl;
}

/** Sends the letters, in their order. Gives the MessageId of each. */
export async function post(
  sqs: SQSClient,
  url: string,
  letters: readonly Letter[],
): Promise<Map<string, Letter>> {
  const ids = new Map<string, Letter>();
  for (let at = 0; at < letters.length; at += 10) {
    const batch = letters.slice(at, at + 10);
    const Entries = batch.map(({ body, attributes, group, trace, number }, index) => ({
      Id: String(index),
      MessageBody: body,
      MessageAttributes: toSdk(attributes),
      MessageGroupId: group ?? undefined,
      MessageDeduplicationId: url.endsWith('.fifo') ? `original-${number}` : undefined,
      MessageSystemAttributes: trace
        ? { AWSTraceHeader: { DataType: 'String', StringValue: trace } }
        : undefined,
    }));
    const { Successful = [] } = await sqs.send(new SendMessageBatchCommand({ QueueUrl: url, Entries }));
    for (const { Id, MessageId = '' } of Successful) ids.set(MessageId, batch[Number(Id)]!);
  }
  return ids;
}

/** Messages in a queue, hidden ones included. Asks on while the sandbox is made to refuse. */
export async function countOf(sqs: SQSClient, url: string): Promise<number> {
  const command = new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ['All'] });
  for (let failures = 0; ; failures += 1) {
    try {
      const { Attributes = {} } = await sqs.send(command);
      const {
        ApproximateNumberOfMessages: visible,
        ApproximateNumberOfMessagesNotVisible: hidden,
        ApproximateNumberOfMessagesDelayed: delayed,
      } = Attributes;
      return Number(visible) + Number(hidden) + Number(delayed);
    } catch (error) {
      if (failures === 20) throw error;
    }
  }
}

/** Takes all out of a queue, in the order in which it gives them. */
export async function empty(sqs: SQSClient, url: string): Promise<Found[]> {
  const found: Found[] = [];
  while ((await countOf(sqs, url)) > 0) {
    const messages = await receive(sqs, url, { VisibilityTimeout: 600 });
    if (messages.length === 0) throw new Error(`${url} hides ${await countOf(sqs, url)} messages.`);
    found.push(...messages.map(toFound));
    const Entries = messages.map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle }));
    await sqs.send(new DeleteMessageBatchCommand({ QueueUrl: url, Entries }));
  }
  return found;
}

function toSdk(attributes: Letter['attributes']): Record<string, MessageAttributeValue> {
  return Object.fromEntries(
    Object.entries(attributes).map(([name, text]) => {
      const [, type = '', value = ''] = /^([^:]+):(.*)$/s.exec(text) ?? [];
      const binary = type.startsWith('Binary');
      return [
        name,
        {
          DataType: type,
          ...(binary ? { BinaryValue: Buffer.from(value, 'base64') } : { StringValue: value }),
        },
      ];
    }),
  );
}

function toFound({ Body = '', MessageAttributes = {}, Attributes = {}, MessageId = '' }: Message): Found {
  return {
    number: Number.parseInt(Body, 10),
    body: Body,
    attributes: Object.fromEntries(
      Object.entries(MessageAttributes).map(([name, { DataType, StringValue, BinaryValue }]) => [
        name,
        `${DataType}:${BinaryValue ? Buffer.from(BinaryValue).toString('base64') : StringValue}`,
      ]),
    ),
    group: Attributes.MessageGroupId ?? null,
    trace: Attributes.AWSTraceHeader ?? null,
    id: MessageId,
    sequence: Attributes.SequenceNumber ?? '',
    sentAt: Number(Attributes.SentTimestamp),
  };
}
