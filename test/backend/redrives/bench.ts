import { CreateQueueCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { Backend } from '../../../electron/backend/backend.ts';
import type { Job } from '../../../electron/contract/index.ts';
import { createSettableClock } from '../../../electron/sandbox/clock.ts';
import { sandboxScope as scope, startTestBackend, type TestBackend } from '../../support/backend.ts';
import { attributes, receive, send } from '../../support/sqs-calls.ts';
import { startTestSandbox, type TestSandbox } from '../../support/sandbox.ts';

/** A backend on a sandbox of its own, and what tests of redrives do with them. */
export interface Bench {
  sandbox: TestSandbox;
  test: TestBackend;
  client: Backend['client'];
  sqs: SQSClient;
  create(name: string, Attributes?: Record<string, string>): Promise<string>;
  fill(url: string, count: number, more?: object): Promise<string[]>;
  /** A queue with a dead-letter queue, which a message reaches with its second receive. */
  pair(name: string, fifo?: boolean, dlqUrl?: string): Promise<{ url: string; dlq: string }>;
  /** Lets the messages of a queue fail until they are in its dead-letter queue. */
  fail(url: string): Promise<void>;
  until(jobId: string, is: (job: Job) => boolean): Promise<Job>;
  ended(jobId: string): Promise<Job>;
  place(url: string): { kind: 'queue'; scope: typeof scope; queueUrl: string };
  close(): Promise<void>;
}

/** Starts both. */
export async function startBench(): Promise<Bench> {
  const sandbox = await startTestSandbox({ clock: createSettableClock() });
  const test = await startTestBackend({ sandbox: { endpoint: sandbox.url } });
  const { client } = test;
  const sqs = sandbox.sqs();
  let made = 0;
  const create = async (name: string, Attributes: Record<string, string> = {}): Promise<string> =>
    (await sqs.send(new CreateQueueCommand({ QueueName: `r${(made += 1)}-${name}`, Attributes }))).QueueUrl!;
  const until = async (jobId: string, is: (job: Job) => boolean): Promise<Job> => {
    for await (const batch of await client.jobs.watch({})) {
      const job = batch.find(({ id }) => id === jobId) ?? (await client.jobs.get({ jobId }));
      if (is(job)) return job;
    }
    throw new Error('the stream ended');
  };
  return {
    sandbox,
    test,
    client,
    sqs,
    create,
    until,
    ended: (jobId) => until(jobId, ({ endedAt, state }) => endedAt !== null || state === 'paused'),
    async fill(url, count, more = {}) {
      const ids: string[] = [];
      for (let n = 0; n < count; n += 1) ids.push((await send(sqs, url, `body ${n}`, more)).MessageId!);
      return ids;
    },
    async pair(name, fifo = false, dlqUrl) {
      const kind: Record<string, string> = fifo
        ? { FifoQueue: 'true', ContentBasedDeduplication: 'true' }
        : {};
      const suffix = fifo ? '.fifo' : '';
      const dlq = dlqUrl ?? (await create(`${name}-dlq${suffix}`, kind));
      const { QueueArn } = await attributes(sqs, dlq);
      const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: QueueArn, maxReceiveCount: 1 });
      return {
        dlq,
        url: await create(`${name}${suffix}`, { ...kind, RedrivePolicy, VisibilityTimeout: '0' }),
      };
    },
    async fail(url) {
      for (;;) {
        const { ApproximateNumberOfMessages } = await attributes(sqs, url);
        if (Number(ApproximateNumberOfMessages) === 0) return;
        await receive(sqs, url, { VisibilityTimeout: 0 });
      }
    },
    place: (queueUrl) => ({ kind: 'queue', scope, queueUrl }),
    async close() {
      await test.close();
      await sandbox.close();
      sandbox.clock.close();
    },
  };
}
