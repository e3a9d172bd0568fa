import { CreateQueueCommand, ReceiveMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startTestSandbox, type TestSandbox } from '../../support/sandbox.ts';
import { bodies, counts, receive, send } from '../../support/sqs-calls.ts';

describe('a client that hangs up', () => {
  let sandbox: TestSandbox;
  let sqs: SQSClient;
  let url: string;

  beforeEach(async () => {
    sandbox = await startTestSandbox();
    sqs = sandbox.sqs();
    url = (await sqs.send(new CreateQueueCommand({ QueueName: 'q' }))).QueueUrl ?? '';
  });
  afterEach(() => sandbox.close());

  /** Receives until it is cut off. */
  const poll = () => {
    const hangUp = new AbortController();
    const command = new ReceiveMessageCommand({ QueueUrl: url, WaitTimeSeconds: 20 });
    const ended = sqs.send(command, { abortSignal: hangUp.signal }).then(
      () => 'answered',
      (error: Error) => error.name,
    );
    return { hangUp: () => hangUp.abort(), ended };
  };
  const waiting = (count: number) => {
    const queue = sandbox.world.realm('000000000000', 'us-east-1').sqs.queues.get('q');
    return expect.poll(() => queue?.waiters.size).toBe(count);
  };

  it('during a long poll takes no message', async () => {
    const { hangUp, ended } = poll();
    await waiting(1);
    hangUp();
    expect(await ended).toBe('AbortError');
    await waiting(0);
    await send(sqs, url, 'x');
    expect(await counts(sqs, url)).toMatchObject({ visible: 1 });
  });

  it('leaves the message to who waits behind it', async () => {
    const first = poll();
    await waiting(1);
    const second = receive(sqs, url, { WaitTimeSeconds: 20 });
    await waiting(2);
    first.hangUp();
    expect(await first.ended).toBe('AbortError');
    await waiting(1);
    await send(sqs, url, 'x');
    expect(bodies(await second)).toEqual(['x']);
  });

  it('while a fault delays its receive takes no message', async () => {
    await send(sqs, url, 'x');
    sandbox.faults.add({ action: 'ReceiveMessage', fault: { kind: 'latency', ms: 150 } });
    const { hangUp, ended } = poll();
    await expect.poll(() => sandbox.faults.list()[0]?.hits).toBe(1);
    hangUp();
    expect(await ended).toBe('AbortError');
    // As slow as the first, and so after the moment at which that would have taken it.
    const [message] = await receive(sqs, url);
    expect(message?.Attributes?.ApproximateReceiveCount).toBe('1');
  });
});
