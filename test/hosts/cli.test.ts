import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { CreateQueueCommand } from '@aws-sdk/client-sqs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSettableClock } from '../../electron/sandbox/clock.ts';
import { openLeases } from '../../electron/backend/store/leases.ts';
import { systemClock } from '../../electron/backend/system-clock.ts';
import { attributes, receiveOne, send } from '../support/sqs-calls.ts';
import { ACCOUNT, startTestSandbox, type TestSandbox } from '../support/sandbox.ts';

const cli = path.resolve(import.meta.dirname, '../../electron/cli/index.ts');
let folder: string;
let sandbox: TestSandbox;
let queueUrl: string;
const children = new Set<ChildProcess>();

beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'spillway-cli-'));
  sandbox = await startTestSandbox({ clock: createSettableClock() });
  const { QueueUrl = '' } = await sandbox.sqs().send(new CreateQueueCommand({ QueueName: 'orders' }));
  queueUrl = QueueUrl;
});
afterEach(async () => {
  for (const child of children) child.kill('SIGKILL');
  children.clear();
  await sandbox.close();
  sandbox.clock.close();
  rmSync(folder, { recursive: true, force: true });
});

interface Ran {
  code: number | null;
  out: string;
  err: string;
}

async function run(
  args: readonly string[],
  options: { env?: Record<string, string>; input?: string } = {},
): Promise<Ran> {
  const env = {
    PATH: process.env.PATH,
    NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE,
    HOME: folder,
    SPILLWAY_SANDBOX: sandbox.url,
    ...options.env,
  };
  const child = spawn(process.execPath, [cli, '--data-dir', path.join(folder, 'data'), ...args], { env });
  children.add(child);
  child.stdin.end(options.input ?? '');
  const [out, err, code] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    new Promise<number | null>((resolve) => child.on('close', resolve)),
  ]);
  children.delete(child);
  return { code, out, err };
}
const lines = ({ out }: Ran): unknown[] =>
  out
    .trim()
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as unknown);
const guardedConfig = (): string =>
  `[profile guarded]\nendpoint_url = ${sandbox.url}\naws_access_key_id = ${ACCOUNT}\naws_secret_access_key = b\n`;
const configEnv = (): Record<string, string> => {
  writeFileSync(path.join(folder, 'config'), guardedConfig());
  return { AWS_CONFIG_FILE: path.join(folder, 'config') };
};

describe('lists', () => {
  it('profiles, as lines of JSON', async () => {
    const ran = await run(['profiles', 'list', '--json'], { env: configEnv() });
    expect(ran).toMatchObject({ code: 0, err: '' });
    expect(lines(ran)).toMatchObject([
      { name: 'sandbox' },
      { name: 'guarded', endpoint: sandbox.url, guard: 'open' },
    ]);
  });

  it('profiles with a problem in the files: what is readable, and exit code 3', async () => {
    writeFileSync(path.join(folder, 'config'), `${guardedConfig()}[oops]\n`);
    const ran = await run(['profiles', 'list', '--json'], {
      env: { AWS_CONFIG_FILE: path.join(folder, 'config') },
    });
    expect(ran.code).toBe(3);
    expect(lines(ran)).toHaveLength(2);
    expect(JSON.parse(ran.err)).toMatchObject({ problem: { message: expect.stringContaining('[oops]') } });
  });

  it('queues with their counts', async () => {
    await send(sandbox.sqs(), queueUrl, 'x');
    const ran = await run(['queues', 'list', '--counts', '--json']);
    expect(ran.code).toBe(0);
    expect(lines(ran)).toMatchObject([
      { url: queueUrl, summary: { name: 'orders', counts: { visible: 1 } } },
    ]);
    expect((await run(['queues', 'list'])).out).toBe('orders\n');
  });

  it('topics of a region', async () => {
    expect(await run(['topics', 'list', '--region', 'eu-west-1', '--json'])).toMatchObject({
      code: 0,
      out: '',
    });
  });
});

describe('send --file', () => {
  const batch = (name: string, content: string): string => {
    const file = path.join(folder, name);
    writeFileSync(file, content);
    return file;
  };

  it('sends the messages of a file and tells the id of each', async () => {
    const file = batch('b.jsonl', Array.from({ length: 12 }, (_, at) => `{"body":{"n":${at}}}`).join('\n'));
    const ran = await run(['send', '--queue', 'orders', '--file', file, '--json']);
    expect(ran.code).toBe(0);
    expect(lines(ran)).toHaveLength(12);
    expect(lines(ran)[0]).toMatchObject({ index: 0, outcome: 'sent', failure: null });
    expect((await attributes(sandbox.sqs(), queueUrl)).ApproximateNumberOfMessages).toBe('12');
  });

  it('sends nothing while a line is faulty, unless told to leave it out', async () => {
    const file = batch('b.csv', 'body,delay\nfirst,\nsecond,soon\n');
    const refused = await run(['send', '--queue', 'orders', '--file', file]);
    expect(refused).toMatchObject({ code: 2, out: '' });
    expect(refused.err).toContain('line 3 cannot be sent: not-number (delay)');
    expect((await attributes(sandbox.sqs(), queueUrl)).ApproximateNumberOfMessages).toBe('0');
    const skipped = await run(['send', '--queue', 'orders', '--file', file, '--skip-faulty']);
    expect(skipped.code).toBe(3);
    expect((await receiveOne(sandbox.sqs(), queueUrl)).Body).toBe('first');
  });
});

describe('send and peek', () => {
  it.each([
    ['name', () => 'orders'],
    ['URL', () => queueUrl],
    ['ARN', () => `arn:aws:sqs:us-east-1:${ACCOUNT}:orders`],
  ])('reach a queue by its %s', async (_, name) => {
    const sent = await run([
      'send',
      '--queue',
      name(),
      '--body',
      '{"id":1}',
      '--attribute',
      'n:Number.int=7',
      '--json',
    ]);
    expect(sent).toMatchObject({ code: 0, err: '' });
    expect(lines(sent)).toMatchObject([{ verified: { body: true, attributes: true } }]);
    const looked = await run(['peek', '--queue', name(), '--count', '5', '--wait', '0', '--json']);
    expect(looked.code).toBe(0);
    expect(lines(looked)).toMatchObject([
      { body: '{"id":1}', attributes: { n: { type: 'Number.int', value: '7' } } },
    ]);
    expect(JSON.parse(looked.err)).toMatchObject({ look: { released: 1 } });
    const message = await receiveOne(sandbox.sqs(), queueUrl);
    expect(message.Attributes?.ApproximateReceiveCount).toBe('2');
  });

  it('take a body from standard input as it is', async () => {
    await run(['send', '--queue', 'orders', '--body-file', '-'], { input: '  two\nlines \n' });
    expect((await receiveOne(sandbox.sqs(), queueUrl)).Body).toBe('  two\nlines \n');
  });

  it('keep control characters away from the terminal', async () => {
    await send(sandbox.sqs(), queueUrl, 'a\u0085b');
    expect((await run(['peek', '--queue', 'orders', '--wait', '0'])).out).toContain('a\\x85b');
  });

  it('a look that is cut short ends with 3 and shows what it has', async () => {
    await send(sandbox.sqs(), queueUrl, 'x');
    sandbox.faults.add({ action: 'ReceiveMessage', skip: 1, fault: { kind: 'throttle' } });
    const ran = await run(['peek', '--queue', 'orders', '--wait', '0', '--json']);
    expect(ran.code).toBe(3);
    expect(lines(ran)).toHaveLength(1);
  });
});

describe('a guarded profile', () => {
  const guard = async (): Promise<Record<string, string>> => {
    const env = configEnv();
    const { createBackend } = await import('../../electron/backend/backend.ts');
    const { createTestHost } = await import('../support/host.ts');
    const host = createTestHost({ env });
    const backend = await createBackend({ ...host, dataDir: path.join(folder, 'data') });
    await backend.client.profiles.configure({ profile: 'guarded', guard: 'confirm' });
    await backend.close();
    host.remove();
    return env;
  };

  it('wants --yes where nobody can be asked, and says so', async () => {
    const env = await guard();
    const args = ['send', '--profile', 'guarded', '--queue', 'orders', '--body', 'x'];
    const refused = await run(args, { env });
    expect(refused).toMatchObject({ code: 2, out: '' });
    expect(refused.err).toMatch(/guarded\. Add --yes/);
    expect((await attributes(sandbox.sqs(), queueUrl)).ApproximateNumberOfMessages).toBe('0');
    expect(await run([...args, '--yes'], { env })).toMatchObject({ code: 0, err: '' });
    expect((await attributes(sandbox.sqs(), queueUrl)).ApproximateNumberOfMessages).toBe('1');
  });
});

describe('exit codes', () => {
  it.each([
    [2, ['nonsense']],
    [2, ['peek']],
    [2, ['peek', '--queue', 'orders', '--count', '0']],
    [2, ['send', '--queue', 'orders']],
    [2, ['send', '--queue', 'orders', '--body', 'x', '--attribute', 'wrong']],
    [2, ['peek', '--queue', 'arn:aws:sqs:eu-west-1:000000000000:orders']],
    [1, ['peek', '--queue', 'ghost']],
    [1, ['queues', 'list', '--profile', 'ghost']],
    [0, ['--help']],
    [0, ['--version']],
  ])('%i: %j', async (code, args) => {
    const ran = await run(args);
    expect(ran.code).toBe(code);
    expect(code === 0 ? ran.out : ran.err).not.toBe('');
  });

  it('a failure comes as JSON on standard error', async () => {
    const ran = await run(['queues', 'list', '--profile', 'ghost', '--json']);
    expect(ran.out).toBe('');
    expect(JSON.parse(ran.err)).toMatchObject({ failure: { code: 'PROFILE_NOT_FOUND', profile: 'ghost' } });
  });

  it('a data folder that cannot be used', async () => {
    writeFileSync(path.join(folder, 'data'), '');
    const ran = await run(['profiles', 'list', '--json']);
    expect(ran.code).toBe(1);
    expect(JSON.parse(ran.err)).toMatchObject({ failure: { code: 'STORAGE' } });
  });
});

describe('the sandbox profile', () => {
  it('uses the sandbox that another process runs for the data folder', async () => {
    const leases = openLeases(path.join(folder, 'data'), systemClock);
    leases.take('sandbox', sandbox.url);
    const ran = await run(['queues', 'list'], { env: { SPILLWAY_SANDBOX: '' } });
    expect(ran).toMatchObject({ code: 0, out: 'orders\n' });
    leases.close();
  });

  it('starts one with sample data where none runs, and ends with it', async () => {
    const ran = await run(['queues', 'list'], { env: { SPILLWAY_SANDBOX: '' } });
    expect(ran.code).toBe(0);
    expect(ran.out.split('\n')).toContain('orders-dlq');
    const leases = openLeases(path.join(folder, 'data'), systemClock);
    expect(leases.read('sandbox')).toBeNull();
    leases.close();
  });
});
