import {
  CreateQueueCommand,
  DeleteQueueCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import { CreateTopicCommand, SubscribeCommand } from '@aws-sdk/client-sns';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Job, JobItem, RedrivePlan } from '../../electron/contract/index.ts';
import { arnOf, attributes, bodies, counts, receive } from '../support/sqs-calls.ts';
import { linesOf, openCliBench, type CliBench, type Ran } from './cli-process.ts';

// Each starts several processes.
vi.setConfig({ testTimeout: 60_000 });

let bench: CliBench;
let sqs: SQSClient;
let from: string;
let to: string;

beforeEach(async () => {
  bench = await openCliBench();
  sqs = bench.sandbox.sqs();
  from = await create('orders-dlq');
  to = await create('orders');
});
afterEach(() => bench.close());

const create = async (QueueName: string, Attributes?: Record<string, string>): Promise<string> =>
  (await sqs.send(new CreateQueueCommand({ QueueName, Attributes }))).QueueUrl!;

async function fill(total: number, url = from): Promise<void> {
  for (let at = 0; at < total; at += 10) {
    const Entries = Array.from({ length: Math.min(10, total - at) }, (_, index) => ({
      Id: String(index),
      MessageBody: JSON.stringify({ n: at + index, even: (at + index) % 2 === 0 }),
    }));
    await sqs.send(new SendMessageBatchCommand({ QueueUrl: url, Entries }));
  }
}
const visible = async (url: string): Promise<number> => (await counts(sqs, url)).visible;
const jobOf = ({ out }: Ran): Job => linesOf<Job>(out)[0]!;
const redrive = (...args: string[]): Promise<Ran> =>
  bench.run('redrive', '--from', 'orders-dlq', '--json', ...args);

describe('redrive', () => {
  it('moves all, ends with 0 and tells how far it is in lines of JSON on standard error', async () => {
    await fill(25);
    const ran = await redrive('--to', to, '--yes');
    expect(ran.code).toBe(0);
    expect(jobOf(ran)).toMatchObject({ kind: 'move', state: 'done', counts: { states: { done: 25 } } });
    expect([await visible(from), await visible(to)]).toEqual([0, 25]);
    const told = linesOf<object>(ran.err);
    expect(told[0]).toMatchObject({ plan: { waiting: 25 } });
    expect(told[1]).toMatchObject({ job: jobOf(ran).id });
  });

  it('by predicate and with a transform: the others stay, and the chosen ones arrive changed', async () => {
    await fill(20);
    const ran = await redrive('--to', 'orders', '--where', 'even', '--transform', '{"mended": n}', '--yes');
    expect(ran, ran.err).toMatchObject({ code: 0 });
    expect([await visible(from), await visible(to)]).toEqual([10, 10]);
    expect(bodies(await receive(sqs, to)).every((body) => /^\{"mended": ?\d*[02468]\}$/.test(body))).toBe(
      true,
    );
  });

  it('by MessageId, keeping the originals, and says of each what became of it', async () => {
    const { MessageId = '' } = await sqs.send(
      new SendMessageCommand({ QueueUrl: from, MessageBody: 'this one' }),
    );
    await fill(5);
    const ran = await redrive('--to', 'orders', '--ids', MessageId, '--keep', '--yes');
    expect(ran, ran.err).toMatchObject({ code: 0 });
    expect(bodies(await receive(sqs, to))).toEqual(['this one']);
    await vi.waitUntil(async () => (await visible(from)) === 6);
    const [, item] = linesOf<JobItem>((await bench.run('jobs', 'show', jobOf(ran).id, '--json')).out);
    expect(item).toMatchObject({ messageId: MessageId, state: 'kept', doubt: false });
  });

  it('no more than --max', async () => {
    await fill(20);
    expect(await redrive('--to', 'orders', '--max', '7', '--yes')).toMatchObject({ code: 0 });
    await vi.waitUntil(async () => (await visible(from)) === 13);
    expect(await visible(to)).toBe(7);
  });

  it('in stages that are watched, each as large as was said', async () => {
    await fill(12);
    const ran = await redrive('--to', 'orders', '--stages', '1,3', '--settle', '0', '--yes');
    expect(ran, ran.err).toMatchObject({ code: 0 });
    expect(jobOf(ran)).toMatchObject({ state: 'done', order: { stages: [1, 3] } });
    expect(await visible(to)).toBe(12);
  });

  it('to a topic by its ARN: its subscribers get each message', async () => {
    const sns = bench.sandbox.sns();
    const { TopicArn = '' } = await sns.send(new CreateTopicCommand({ Name: 'again' }));
    const Endpoint = await arnOf(sqs, to);
    const Policy = JSON.stringify({
      Statement: [{ Effect: 'Allow', Principal: '*', Action: 'sqs:SendMessage', Resource: Endpoint }],
    });
    const heard = await create('heard', {
      Policy: Policy.replace(Endpoint, Endpoint.replace(/orders$/, 'heard')),
    });
    await sns.send(
      new SubscribeCommand({
        TopicArn,
        Protocol: 'sqs',
        Endpoint: await arnOf(sqs, heard),
        Attributes: { RawMessageDelivery: 'true' },
      }),
    );
    await fill(3);
    const ran = await redrive('--to', TopicArn, '--yes');
    expect(ran, ran.err).toMatchObject({ code: 0 });
    await vi.waitUntil(async () => (await visible(heard)) === 3);
  });

  it('parks, lists what is parked, and brings it back', async () => {
    await fill(4);
    const ran = await redrive('--park', '--yes');
    expect(ran, ran.err).toMatchObject({ code: 0 });
    expect(jobOf(ran)).toMatchObject({ kind: 'park', counts: { states: { parked: 4 } } });
    expect(await visible(from)).toBe(0);
    const listed = await bench.run('parked', 'list', '--from', 'orders-dlq', '--json');
    expect(linesOf(listed.out)).toHaveLength(4);
    const back = await bench.run(
      'parked',
      'restore',
      '--from',
      'orders-dlq',
      '--to',
      'orders',
      '--yes',
      '--json',
    );
    expect(back, back.err).toMatchObject({ code: 0 });
    expect(await visible(to)).toBe(4);
    expect((await bench.run('parked', 'list', '--json')).out).toBe('');
  });

  it('a dry run says in words what would happen, and starts nothing', async () => {
    await fill(10);
    const ran = await bench.run('redrive', '--from', 'orders-dlq', '--to', 'orders', '--dry-run');
    expect(ran).toMatchObject({ code: 0, err: '' });
    expect(ran.out).toMatch(/10.*orders-dlq -> orders \(account 000000000000, us-east-1, profile sandbox\)/);
    expect(ran.out).toContain('Nothing was started.');
    const { plan } = linesOf<{ plan: RedrivePlan }>((await redrive('--to', 'orders', '--dry-run')).out)[0]!;
    expect(plan).toMatchObject({ waiting: 10, calls: { send: 1 } });
    expect((await bench.run('jobs', 'list')).out).toBe('');
    expect(await visible(from)).toBe(10);
  });
});

describe('redrive starts nothing', () => {
  it('without --yes where nobody can be asked, and says so', async () => {
    await fill(1);
    const ran = await bench.run('redrive', '--from', 'orders-dlq', '--to', 'orders');
    expect(ran).toMatchObject({ code: 2, out: '' });
    expect(ran.err).toContain('Add --yes');
    expect((await bench.run('jobs', 'list')).out).toBe('');
  });

  it.each([
    ['--where', 'body.(', 6],
    ['--transform', '$merge([1', 9],
  ])('with a mistake in %s, and names its place', async (option, expression, column) => {
    const ran = await redrive('--to', 'orders', option, expression, '--yes');
    expect(ran).toMatchObject({ code: 2, out: '' });
    const { failure } = JSON.parse(ran.err) as { failure: { numbers: { line: number; column: number } } };
    expect(failure).toMatchObject({ code: 'INVALID_INPUT', numbers: { line: 1 } });
    expect(Math.abs(failure.numbers.column - column)).toBeLessThanOrEqual(1);
  });

  it('on a read-only profile, and says what to do', async () => {
    await bench.guard('read-only');
    await fill(1);
    const ran = await bench.run('redrive', '--profile', 'guarded', '--from', from, '--to', to, '--yes');
    expect(ran).toMatchObject({ code: 1, out: '' });
    expect(ran.err).toMatch(/READ_ONLY_PROFILE[\s\S]*Change its guard in Settings/);
    expect(await visible(from)).toBe(1);
  });

  it('by a wrong command line', async () => {
    const wrong = [
      ['--to', 'orders', '--park'],
      [],
      ['--to', 'orders', '--ids', 'a', '--where', 'true'],
      ['--to', 'orders', '--stages', '1,x'],
      ['--park', '--transform', '$'],
    ];
    const ran = await Promise.all(wrong.map((args) => redrive(...args, '--yes')));
    expect(ran.map(({ code, out }) => [code, out])).toEqual(wrong.map(() => [2, '']));
  });

  it('into the same queue', async () => {
    expect(await redrive('--to', 'orders-dlq', '--yes')).toMatchObject({ code: 1, out: '' });
  });
});

describe('a redrive that is stopped on its way', () => {
  const slow = (): void =>
    void bench.sandbox.faults.add({ action: 'SendMessageBatch', fault: { kind: 'latency', ms: 150 } });

  it('by Ctrl+C is paused, says how to go on, ends with 3, and goes on', async () => {
    await fill(300);
    slow();
    const running = bench.start('redrive', '--from', 'orders-dlq', '--to', 'orders', '--yes');
    await vi.waitUntil(async () => (await visible(to)) >= 20, { timeout: 20_000, interval: 20 });
    running.child.kill('SIGINT');
    const ran = await running.ended;
    expect(ran, ran.err).toMatchObject({ code: 3 });
    const [, id] = /Go on with: spillway jobs resume (\S+)/.exec(ran.err) ?? [];
    expect(await counts(sqs, from)).toMatchObject({ inFlight: 0, visible: 300 - (await visible(to)) });
    bench.sandbox.faults.clear();
    const resumed = await bench.run('jobs', 'resume', id!, '--json', '--yes');
    expect(resumed, resumed.err).toMatchObject({ code: 0 });
    expect(await visible(to)).toBe(300);
  }, 40_000);

  it('by credentials that expire is paused with nothing lost, says so, and goes on', async () => {
    await fill(200);
    slow();
    bench.sandbox.faults.add({
      action: 'SendMessageBatch',
      skip: 5,
      fault: { kind: 'error', type: 'ExpiredToken', status: 403 },
    });
    const ran = await redrive('--to', 'orders', '--yes');
    expect(ran.code).toBe(3);
    expect(jobOf(ran)).toMatchObject({ state: 'paused', failure: { code: 'EXPIRED_TOKEN' } });
    expect(ran.err).toContain('Renew the credentials');
    expect(await counts(sqs, from)).toMatchObject({ inFlight: 0 });
    expect((await visible(from)) + (await visible(to))).toBe(200);
    bench.sandbox.faults.clear();
    expect(await bench.run('jobs', 'resume', '--all', '--yes')).toMatchObject({ code: 0 });
    expect([await visible(from), await visible(to)]).toEqual([0, 200]);
  }, 40_000);

  it('by a destination that is deleted is paused, and what had arrived just before is named', async () => {
    await fill(200);
    slow();
    const running = bench.start('redrive', '--from', 'orders-dlq', '--to', to, '--yes', '--json');
    await vi.waitUntil(async () => (await visible(to)) >= 20, { timeout: 20_000, interval: 20 });
    await sqs.send(new DeleteQueueCommand({ QueueUrl: to }));
    const ran = await running.ended;
    expect(ran.code).toBe(3);
    const job = jobOf(ran);
    expect(job).toMatchObject({ state: 'paused', failure: { code: 'NOT_FOUND' } });
    const items = linesOf<JobItem>((await bench.run('jobs', 'show', job.id, '--json')).out).slice(1);
    const moved = items.filter(({ state }) => state === 'done' || state === 'sent');
    expect(moved.every(({ reason }) => reason === 'destination-gone')).toBe(true);
    expect((await visible(from)) + moved.length).toBe(200);
    expect(await attributes(sqs, from)).toMatchObject({ ApproximateNumberOfMessagesNotVisible: '0' });
  }, 40_000);
});

describe('capture', () => {
  it('takes a queue into the captures, leaves it as it was and says how much it has', async () => {
    await fill(30);
    const ran = await bench.run('capture', '--from', 'orders-dlq', '--keep-bodies', '--yes', '--json');
    expect(ran, ran.err).toMatchObject({ code: 0 });
    expect(jobOf(ran)).toMatchObject({ kind: 'capture', state: 'done', counts: { seen: 30 } });
    expect(linesOf(ran.err).at(-1)).toEqual({ captured: 30, why: 'complete' });
    expect(await counts(sqs, from)).toEqual({ visible: 30, inFlight: 0, delayed: 0 });
  });

  it('no more than --max, and only when agreed to', async () => {
    await fill(30);
    expect(await bench.run('capture', '--from', 'orders-dlq')).toMatchObject({ code: 2 });
    const ran = await bench.run('capture', '--from', from, '--max', '10', '--yes', '--json');
    expect(jobOf(ran)).toMatchObject({ counts: { seen: 10 } });
  });
});
