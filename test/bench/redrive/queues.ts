import { ids, inLanes, type Wire } from './wire.ts';

const body = JSON.stringify({ orderId: 'DE-20931847', lines: 'x'.repeat(440) });

/** A dead-letter queue with messages, and an empty queue to move them to. */
export interface Pair {
  from: string;
  to: string;
}

/** Makes the queues of one run and fills the first. */
export async function makePair(wire: Wire, name: string, messages: number): Promise<Pair> {
  const make = async (QueueName: string): Promise<string> =>
    String((await wire.call('CreateQueue', { QueueName })).QueueUrl);
  const pair = { from: await make(`${name}-dlq`), to: await make(name) };
  let sent = 0;
  await inLanes(8, async () => {
    const first = sent;
    const count = Math.min(10, messages - first);
    if (count <= 0) return false;
    sent += count;
    const Entries = ids(count).map((Id, index) => ({
      Id,
      MessageBody: body,
      MessageAttributes: { n: { DataType: 'Number', StringValue: String(first + index) } },
    }));
    await wire.call('SendMessageBatch', { QueueUrl: pair.from, Entries });
    return true;
  });
  return pair;
}

/** How many messages of a queue there are, seen or not. */
export async function countOf(wire: Wire, queueUrl: string): Promise<number> {
  const input = { QueueUrl: queueUrl, AttributeNames: ['All'] };
  const { Attributes } = (await wire.call('GetQueueAttributes', input)) as {
    Attributes: Record<string, string>;
  };
  return (
    Number(Attributes.ApproximateNumberOfMessages) + Number(Attributes.ApproximateNumberOfMessagesNotVisible)
  );
}

/** Ends the queues of a run, so that the sandbox does not grow. */
export async function dropPair(wire: Wire, { from, to }: Pair): Promise<void> {
  for (const QueueUrl of [from, to]) await wire.call('DeleteQueue', { QueueUrl });
}
