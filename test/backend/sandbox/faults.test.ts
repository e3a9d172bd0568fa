import { GetMetricDataCommand, CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { ListTopicsCommand } from '@aws-sdk/client-sns';
import { CreateQueueCommand, ListQueuesCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFaults, type Faults } from '../../../electron/sandbox/faults.ts';
import { startTestSandbox, type TestSandbox } from '../../support/sandbox.ts';
import { counts, receive, refusal, send } from '../../support/sqs-calls.ts';

describe('the fault switch', () => {
  let sandbox: TestSandbox;
  let sqs: SQSClient;
  let faults: Faults;
  let url: string;

  beforeEach(async () => {
    sandbox = await startTestSandbox();
    ({ faults } = sandbox);
    sqs = sandbox.sqs();
    url = (await sqs.send(new CreateQueueCommand({ QueueName: 'orders' }))).QueueUrl ?? '';
  });
  afterEach(() => sandbox.close());

  it('throttles as SQS does, and does nothing', async () => {
    faults.add({ action: 'SendMessage', fault: { kind: 'throttle' } });
    expect(await refusal(send(sqs, url, 'x'))).toMatchObject({ name: 'RequestThrottled', status: 403 });
    faults.clear();
    expect((await counts(sqs, url)).visible).toBe(0);
  });

  it('throttles as SNS and CloudWatch do', async () => {
    faults.add({ fault: { kind: 'throttle' } });
    const topics = sandbox.sns().send(new ListTopicsCommand({}));
    expect(await refusal(topics)).toMatchObject({ name: 'ThrottledException', status: 429 });
    const cloudWatch = new CloudWatchClient({
      endpoint: sandbox.url,
      region: 'us-east-1',
      credentials: { accessKeyId: 'any', secretAccessKey: 'any' },
      maxAttempts: 1,
    });
    const input = { MetricDataQueries: [], StartTime: new Date(0), EndTime: new Date(60_000) };
    const refused = await refusal(cloudWatch.send(new GetMetricDataCommand(input)));
    cloudWatch.destroy();
    expect(refused).toMatchObject({ name: expect.stringMatching(/^Throttling/) as string, status: 400 });
  });

  it.each([500, 502, 503, 504])('answers %i without doing the action', async (status) => {
    faults.add({ action: 'SendMessage', fault: { kind: 'server', status } });
    expect((await refusal(send(sqs, url, 'x'))).status).toBe(status);
    expect((await counts(sqs, url)).visible).toBe(0);
  });

  it('drops the answer after the action is done', async () => {
    faults.add({ action: 'SendMessage', count: 1, fault: { kind: 'drop' } });
    await expect(send(sqs, url, 'committed')).rejects.toMatchObject({ code: 'ECONNRESET' });
    expect((await receive(sqs, url)).map(({ Body }) => Body)).toEqual(['committed']);
  });

  it('delays the answer', async () => {
    faults.add({ action: 'ListQueues', fault: { kind: 'latency', ms: 120 } });
    const start = performance.now();
    await sqs.send(new ListQueuesCommand({}));
    expect(performance.now() - start).toBeGreaterThanOrEqual(115);
  });

  it('gives any AWS error by name, with its code and status', async () => {
    faults.add({ action: 'SendMessage', fault: { kind: 'error', type: 'KmsAccessDenied' } });
    faults.add({
      action: 'ReceiveMessage',
      fault: { kind: 'error', type: 'AccessDenied', message: 'not you' },
    });
    expect(await refusal(send(sqs, url, 'x'))).toMatchObject({
      name: 'KmsAccessDenied',
      code: 'KMS.AccessDeniedException',
      status: 400,
    });
    expect(await refusal(receive(sqs, url))).toMatchObject({
      name: 'AccessDenied',
      status: 403,
      message: 'not you',
    });
  });

  it('hits one queue only where a resource is named', async () => {
    const other = (await sqs.send(new CreateQueueCommand({ QueueName: 'shipping' }))).QueueUrl ?? '';
    faults.add({ resource: '/shipping', fault: { kind: 'throttle' } });
    await send(sqs, url, 'x');
    expect((await refusal(send(sqs, other, 'x'))).name).toBe('RequestThrottled');
  });

  it('hits as often as told, after as many as told', async () => {
    const id = faults.add({ action: 'SendMessage', skip: 1, count: 2, fault: { kind: 'throttle' } });
    const outcomes: string[] = [];
    for (let i = 0; i < 4; i++) {
      outcomes.push(
        await send(sqs, url, 'x').then(
          () => 'done',
          (error: Error) => error.name,
        ),
      );
    }
    expect(outcomes).toEqual(['done', 'RequestThrottled', 'RequestThrottled', 'done']);
    expect(faults.remove(id)).toBe(false);
  });
});

describe('probabilities', () => {
  it('hit the share they say, the same requests for the same seed', () => {
    const hitsOf = (seed: number): boolean[] => {
      const faults = createFaults(seed);
      faults.add({ probability: 0.3, fault: { kind: 'throttle' } });
      return Array.from({ length: 1000 }, () => faults.hit('SendMessage', {}).length > 0);
    };
    const hits = hitsOf(7);
    const share = hits.filter(Boolean).length / hits.length;
    expect(share).toBeGreaterThan(0.25);
    expect(share).toBeLessThan(0.35);
    expect(hitsOf(7)).toEqual(hits);
    expect(hitsOf(8)).not.toEqual(hits);
  });
});
