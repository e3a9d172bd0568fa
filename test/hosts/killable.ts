import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { SendMessageBatchCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { afterEach, beforeEach } from 'vitest';
import { createSettableClock } from '../../electron/sandbox/clock.ts';
import { startTestSandbox, type TestSandbox } from '../support/sandbox.ts';

const cli = path.resolve(import.meta.dirname, '../../electron/cli/index.ts');

/** A command line in a process of its own. */
export interface Running {
  child: ChildProcess;
  ended: Promise<{ code: number | null; out: string; err: string }>;
}

/** A sandbox with a settable clock, and command lines on one data folder that a test may kill; anew for each test. */
export interface Killable {
  sandbox: TestSandbox;
  sqs: SQSClient;
  dataDir: string;
  start(...args: string[]): Running;
  /** Sends `body 0`, `body 1` and so on, ten at once. */
  fill(url: string, total: number): Promise<void>;
}

/** Sets one up before each test of the file, and takes it down afterwards. */
export function useKillable(): () => Killable {
  let given: Killable | undefined;
  let folder = '';
  const children = new Set<ChildProcess>();

  beforeEach(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'spillway-killed-'));
    const dataDir = path.join(folder, 'data');
    const sandbox = await startTestSandbox({ clock: createSettableClock() });
    const sqs = sandbox.sqs();
    given = {
      sandbox,
      sqs,
      dataDir,
      start(...args) {
        const env = { PATH: process.env.PATH, HOME: folder, SPILLWAY_SANDBOX: sandbox.url };
        const child = spawn(process.execPath, [cli, '--data-dir', dataDir, '--json', '--yes', ...args], {
          env,
        });
        children.add(child);
        const ended = Promise.all([
          text(child.stdout),
          text(child.stderr),
          new Promise<number | null>((resolve) => child.on('close', resolve)),
        ]).then(([out, err, code]) => ({ code, out, err }));
        return { child, ended };
      },
      async fill(url, total) {
        for (let n = 0; n < total; n += 10) {
          const Entries = Array.from({ length: 10 }, (_, at) => ({
            Id: String(at),
            MessageBody: `body ${n + at}`,
          }));
          await sqs.send(new SendMessageBatchCommand({ QueueUrl: url, Entries }));
        }
      },
    };
  });
  afterEach(async () => {
    for (const child of children) child.kill('SIGKILL');
    children.clear();
    await given?.sandbox.close();
    given?.sandbox.clock.close();
    given = undefined;
    rmSync(folder, { recursive: true, force: true });
  });
  return () => {
    if (!given) throw new TypeError('Only within a test.');
    return given;
  };
}
