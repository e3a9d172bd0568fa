import { CreateQueueCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { CreateTopicCommand, PublishCommand } from '@aws-sdk/client-sns';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startTestSandbox, type TestSandbox } from '../../support/sandbox.ts';
import { receive, send } from '../../support/sqs-calls.ts';

const HOUR = 3_600_000;
const MINUTE = 60_000;

describe('a clock that is set back', () => {
  let sandbox: TestSandbox;
  let sqs: SQSClient;

  beforeEach(async () => {
    sandbox = await startTestSandbox();
    sqs = sandbox.sqs();
  });
  afterEach(() => sandbox.close());

  const create = async (QueueName: string, Attributes: Record<string, string> = {}) =>
    (await sqs.send(new CreateQueueCommand({ QueueName, Attributes }))).QueueUrl ?? '';

  it('does not make a long poll longer', async () => {
    const url = await create('plain');
    const poll = receive(sqs, url, { WaitTimeSeconds: 20 });
    const queue = sandbox.world.realm('000000000000', 'us-east-1').sqs.queues.get('plain');
    await expect.poll(() => queue?.waiters.size).toBe(1);
    sandbox.clock.set(sandbox.clock.now() - HOUR);
    sandbox.clock.advance(19_000);
    expect(queue?.waiters.size).toBe(1);
    sandbox.clock.advance(1000);
    expect(await poll).toEqual([]);
  });

  it('does not make the deduplication of a queue last longer for later messages', async () => {
    const url = await create('q.fifo', { FifoQueue: 'true' });
    const fifo = (id: string) => ({ MessageGroupId: 'g', MessageDeduplicationId: id });
    await send(sqs, url, 'before', fifo('a'));
    sandbox.clock.set(sandbox.clock.now() - HOUR);
    const first = await send(sqs, url, 'after', fifo('b'));
    sandbox.clock.advance(5 * MINUTE);
    const second = await send(sqs, url, 'after', fifo('b'));
    expect(second.MessageId).not.toBe(first.MessageId);
    const third = await send(sqs, url, 'after', fifo('b'));
    expect(third.MessageId).toBe(second.MessageId);
  });

  it('does not make the deduplication of a topic last longer for later messages', async () => {
    const sns = sandbox.sns();
    const { TopicArn } = await sns.send(
      new CreateTopicCommand({ Name: 't.fifo', Attributes: { FifoTopic: 'true' } }),
    );
    const publish = (id: string) =>
      sns.send(
        new PublishCommand({ TopicArn, Message: 'x', MessageGroupId: 'g', MessageDeduplicationId: id }),
      );
    await publish('a');
    sandbox.clock.set(sandbox.clock.now() - HOUR);
    const first = await publish('b');
    sandbox.clock.advance(5 * MINUTE);
    expect((await publish('b')).MessageId).not.toBe(first.MessageId);
  });
});
