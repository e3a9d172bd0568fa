import { CreateQueueCommand } from '@aws-sdk/client-sqs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { deliver } from '../../../electron/sandbox/sqs/deliver.ts';
import { findQueueByArn } from '../../../electron/sandbox/sqs/queue-by-arn.ts';
import type { Queue } from '../../../electron/sandbox/sqs/model.ts';
import { take } from '../../../electron/sandbox/sqs/receive.ts';
import { startTestSandbox, type TestSandbox } from '../../support/sandbox.ts';
import { arnOf, bodies, counts, receive, refusal, send } from '../../support/sqs-calls.ts';

const LIMIT = 120_000;

describe('with 120,000 messages in flight', () => {
  let sandbox: TestSandbox;
  beforeEach(async () => {
    sandbox = await startTestSandbox();
  });
  afterEach(() => sandbox.close());

  async function fill(
    name: string,
    attributes: Record<string, string> = {},
  ): Promise<{ url: string; queue: Queue }> {
    const sqs = sandbox.sqs();
    const created = await sqs.send(new CreateQueueCommand({ QueueName: name, Attributes: attributes }));
    const url = created.QueueUrl ?? '';
    const queue = findQueueByArn(sandbox.world, await arnOf(sqs, url));
    if (!queue) throw new Error('no queue');
    for (let i = 0; i < LIMIT; i++) {
      deliver(sandbox.world, queue, {
        body: 'x',
        senderId: 'me',
        groupId: `g${i % 12_000}`,
        deduplicationId: queue.fifo ? `${i}` : undefined,
      });
    }
    while (take(sandbox.world, queue, { count: 10, visibilityTimeout: 3600 }).length > 0);
    return { url, queue };
  }

  it('a short poll of a standard queue is OverLimit and a long poll silent', async () => {
    const sqs = sandbox.sqs();
    const { url, queue } = await fill('full');
    expect((await counts(sqs, url)).inFlight).toBe(LIMIT);
    await send(sqs, url, 'one more');
    expect(await refusal(receive(sqs, url))).toMatchObject({
      name: 'OverLimit',
      code: 'OverLimit',
      status: 403,
    });
    const poll = receive(sqs, url, { WaitTimeSeconds: 5 });
    await expect.poll(() => queue.waiters.size).toBe(1);
    sandbox.clock.advance(5000);
    expect(await poll).toEqual([]);
  });

  it('a FIFO queue is silent, short poll or long', async () => {
    const sqs = sandbox.sqs();
    const { url } = await fill('full.fifo', { FifoQueue: 'true' });
    await send(sqs, url, 'one more', { MessageGroupId: 'free', MessageDeduplicationId: 'new' });
    expect(await receive(sqs, url)).toEqual([]);
  });

  it('messages can be received again once their time is over', async () => {
    const sqs = sandbox.sqs();
    const { url } = await fill('full');
    sandbox.clock.advance(3_600_000);
    expect(await counts(sqs, url)).toEqual({ visible: LIMIT, inFlight: 0, delayed: 0 });
    expect(bodies(await receive(sqs, url))).toHaveLength(10);
  });
});
