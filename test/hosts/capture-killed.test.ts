import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { CreateQueueCommand, SendMessageBatchCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Job } from '../../electron/contract/index.ts';
import { openStore } from '../../electron/backend/store/store.ts';
import { createSettableClock } from '../../electron/sandbox/clock.ts';
import { counts } from '../support/sqs-calls.ts';
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

describe('a process that is killed in the middle of a capture', () => {
  it('leaves nothing hidden once the next process starts, long before the holds are over', async () => {
    const { QueueUrl: url = '' } = await sqs.send(new CreateQueueCommand({ QueueName: 'dlq' }));
    const total = 120;
    for (let n = 0; n < total; n += 10) {
      const Entries = Array.from({ length: 10 }, (_, at) => ({
        Id: String(at),
        MessageBody: `body ${n + at}`,
      }));
      await sqs.send(new SendMessageBatchCommand({ QueueUrl: url, Entries }));
    }
    // Slow enough to be caught in the middle.
    sandbox.faults.add({ action: 'ReceiveMessage', fault: { kind: 'latency', ms: 250 } });
    const first = start('capture', '--from', 'dlq', '--hold', '3600', '--keep-bodies');
    await vi.waitUntil(async () => (await counts(sqs, url)).inFlight >= 30, {
      timeout: 15_000,
      interval: 20,
    });
    first.child.kill('SIGKILL');
    const killed = await first.ended;
    expect(killed.code).toBeNull();
    const held = (await counts(sqs, url)).inFlight;
    expect(held).toBeGreaterThanOrEqual(30);
    const store = openStore(path.join(folder, 'data'));
    const [job = ''] = store.jobs.open();
    const onDisk = store.captureHandles.held(job, Date.now()).length;
    store.close();
    // What was received and not written down yet: the receives that were under way.
    expect(onDisk).toBeGreaterThanOrEqual(held - 30);
    expect(onDisk).toBeLessThan(total);

    sandbox.faults.clear();
    const second = await start('jobs', 'resume', '--all').ended;
    const lines = second.out.trim().split('\n');
    const resumed = JSON.parse(lines.at(-1)!) as Job;
    expect(resumed).toMatchObject({ id: job, kind: 'capture', counts: { holding: 0 } });
    // All that was on disk was let go and met again, an hour before its hold would have ended.
    expect(resumed.counts.seen).toBeGreaterThanOrEqual(total - (held - onDisk));
    const after = await counts(sqs, url);
    expect(after.inFlight).toBe(held - onDisk);
    expect(after.visible).toBe(total - after.inFlight);
    expect(second.code).toBe(after.inFlight === 0 ? 0 : 3);
    const captured = openStore(path.join(folder, 'data'));
    const place = { profile: 'sandbox', region: 'us-east-1', queueUrl: url };
    expect(captured.captures.whereabouts.of(place).inQueue).toBe(resumed.counts.seen);
    captured.close();
  }, 40_000);
});
