import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { CreateQueueCommand, SendMessageBatchCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Job } from '../../electron/contract/index.ts';
import { createSettableClock } from '../../electron/sandbox/clock.ts';
import { counts, receive } from '../support/sqs-calls.ts';
import { startTestSandbox, type TestSandbox } from '../support/sandbox.ts';

const cli = path.resolve(import.meta.dirname, '../../electron/cli/index.ts');
let folder: string;
let sandbox: TestSandbox;
let sqs: SQSClient;
const children = new Set<ChildProcess>();

beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'spillway-killed-'));
  sandbox = await startTestSandbox({ clock: createSettableClock() });
  sqs = sandbox.sqs();
});
afterEach(async () => {
  for (const child of children) child.kill('SIGKILL');
  children.clear();
  await sandbox.close();
  sandbox.clock.close();
  rmSync(folder, { recursive: true, force: true });
});

function start(...args: string[]): {
  child: ChildProcess;
  ended: Promise<{ code: number | null; out: string; err: string }>;
} {
  const env = { PATH: process.env.PATH, HOME: folder, SPILLWAY_SANDBOX: sandbox.url };
  const child = spawn(
    process.execPath,
    [cli, '--data-dir', path.join(folder, 'data'), '--json', '--yes', ...args],
    { env },
  );
  children.add(child);
  const ended = Promise.all([
    text(child.stdout),
    text(child.stderr),
    new Promise<number | null>((resolve) => child.on('close', resolve)),
  ]).then(([out, err, code]) => ({ code, out, err }));
  return { child, ended };
}
const create = async (name: string): Promise<string> =>
  (await sqs.send(new CreateQueueCommand({ QueueName: name }))).QueueUrl!;

async function drain(url: string): Promise<string[]> {
  const found: string[] = [];
  for (let got = await receive(sqs, url); got.length > 0; got = await receive(sqs, url)) {
    found.push(...got.map(({ Body = '' }) => Body));
  }
  return found;
}

describe('a process that is killed in the middle of a redrive', () => {
  it('leaves each message in the source or the destination, and the next process brings them all over', async () => {
    const from = await create('from');
    const to = await create('to');
    const total = 200;
    for (let n = 0; n < total; n += 10) {
      const Entries = Array.from({ length: 10 }, (_, at) => ({
        Id: String(at),
        MessageBody: `body ${n + at}`,
      }));
      await sqs.send(new SendMessageBatchCommand({ QueueUrl: from, Entries }));
    }
    // Slow enough to be caught at every step.
    sandbox.faults.add({ action: 'SendMessageBatch', fault: { kind: 'latency', ms: 60 } });
    const first = start('redrive', '--from', 'from', '--to', 'to');
    await vi.waitUntil(async () => (await counts(sqs, to)).visible >= 40, { timeout: 15_000, interval: 20 });
    first.child.kill('SIGKILL');
    await first.ended;
    const stored = (await counts(sqs, to)).visible;
    expect(stored).toBeLessThan(total);

    sandbox.faults.clear();
    // What was under way to the dead process stays hidden for the length of its hold.
    sandbox.clock.advance(61_000);
    const second = await start('jobs', 'resume', '--all').ended;
    expect(second).toMatchObject({ code: 0 });
    const job = JSON.parse(second.out) as Job;
    expect(job).toMatchObject({ kind: 'move', state: 'done', counts: { states: { done: total } } });
    expect(await counts(sqs, from)).toEqual({ visible: 0, inFlight: 0, delayed: 0 });
    const bodies = await drain(to);
    expect(new Set(bodies).size).toBe(total);
    // A second copy only where the report says that there may be one; four requests of ten were open at most.
    expect(bodies.length - total).toBeLessThanOrEqual(job.counts.doubt);
    expect(job.counts.doubt).toBeLessThanOrEqual(40);
  }, 40_000);

  it('has nothing to resume where there is no job', async () => {
    expect(await start('jobs', 'resume', '--all').ended).toMatchObject({ code: 0, out: '' });
  });
});
