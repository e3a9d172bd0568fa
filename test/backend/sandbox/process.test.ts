import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import path from 'node:path';
import { CreateQueueCommand, ListQueuesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterEach, describe, expect, it } from 'vitest';

const entry = path.resolve(import.meta.dirname, '../../../electron/sandbox/index.ts');

describe('npm run sandbox', () => {
  const children: ChildProcess[] = [];
  afterEach(() => {
    for (const child of children.splice(0)) child.kill('SIGKILL');
  });

  function run(...args: string[]) {
    const child = spawn(process.execPath, [entry, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
    children.push(child);
    const said = { out: '', err: '' };
    child.stdout.on('data', (chunk: Buffer) => (said.out += String(chunk)));
    child.stderr.on('data', (chunk: Buffer) => (said.err += String(chunk)));
    const ended = once(child, 'close').then(([code]) => code as number | null);
    return { child, said, ended };
  }

  it('prints its address, serves, and ends cleanly on SIGTERM', async () => {
    const { child, said, ended } = run('--port', '0', '--no-seed', '--no-traffic');
    await expect
      .poll(() => said.out, { timeout: 10_000 })
      .toMatch(/^Sandbox ready: http:\/\/127\.0\.0\.1:\d+\n$/);
    const endpoint = said.out.trim().split(' ').at(-1) ?? '';
    const sqs = new SQSClient({
      endpoint,
      region: 'us-east-1',
      credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
    });
    await sqs.send(new CreateQueueCommand({ QueueName: 'mine' }));
    expect((await sqs.send(new ListQueuesCommand({}))).QueueUrls).toEqual([`${endpoint}/000000000000/mine`]);
    sqs.destroy();
    child.kill('SIGTERM');
    expect([await ended, said.err]).toEqual([0, '']);
  });

  it('ends cleanly on SIGINT', async () => {
    const { child, said, ended } = run('--port', '0', '--no-seed', '--no-traffic');
    await expect.poll(() => said.out, { timeout: 10_000 }).toContain('Sandbox ready');
    child.kill('SIGINT');
    expect(await ended).toBe(0);
  });

  it('prints the address of the control door', async () => {
    const { said } = run('--port', '0', '--no-seed', '--no-traffic', '--control');
    await expect
      .poll(() => said.out, { timeout: 10_000 })
      .toMatch(/\nControl ready: http:\/\/127\.0\.0\.1:\d+\n/);
  });

  it('says that a port is in use', async () => {
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    const { port } = taken.address() as { port: number };
    const { said, ended } = run('--port', String(port), '--no-seed', '--no-traffic');
    expect(await ended).toBe(1);
    expect(said.err).toContain(`Port ${port} is in use`);
    taken.close();
  });

  it.each([['--port', 'many'], ['--colour'], ['--port', '70000']])('refuses %s %s', async (...args) => {
    const { said, ended } = run(...args.filter((arg) => arg !== undefined));
    expect(await ended).toBe(2);
    expect(said.err).toContain('Usage: npm run sandbox');
  });
});
