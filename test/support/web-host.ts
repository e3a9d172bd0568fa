import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';

const root = path.resolve(import.meta.dirname, '..', '..');

/** A browser host in a process of its own, on a data folder and a home that go when it does. */
export interface WebHost {
  /** The address with its one-time token. */
  url: string;
  origin: string;
  /** Milliseconds from the start of the process to its ready line. */
  readyAfter: number;
  /** Its folder, to be kept for the next host with `keep`. */
  dataDir: string;
  stop(options?: { keep?: boolean }): Promise<void>;
}

export interface WebHostOptions {
  /** Text of the AWS config file; empty by default, so that the machine's own profiles never show. */
  awsConfig?: string;
  /** 0, the default, takes a free one. */
  port?: number;
  /** A folder kept from an earlier host. */
  dataDir?: string;
}

/** Starts the built browser host, building first when needed. */
export async function startWebHost(options: WebHostOptions = {}): Promise<WebHost> {
  const dataDir = options.dataDir ?? mkdtempSync(path.join(tmpdir(), 'spillway-'));
  const home = path.join(dataDir, 'home');
  mkdirSync(home, { recursive: true });
  writeFileSync(path.join(home, 'config'), options.awsConfig ?? '');
  const begin = performance.now();
  const flags = ['--web', '--no-open', '--port', String(options.port ?? 0), '--data-dir', dataDir];
  const child: ChildProcess = spawn(process.execPath, ['electron/start.ts', ...flags], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: {
      PATH: process.env.PATH,
      HOME: home,
      AWS_CONFIG_FILE: path.join(home, 'config'),
      AWS_SHARED_CREDENTIALS_FILE: path.join(home, 'credentials'),
    },
  });
  if (!child.stdout) throw new Error('the host has no output');
  for await (const line of createInterface({ input: child.stdout })) {
    const found = /^Spillway ready: (\S+)/.exec(line);
    if (!found?.[1]) continue;
    child.stdout.resume();
    return {
      url: found[1],
      origin: new URL(found[1]).origin,
      readyAfter: performance.now() - begin,
      dataDir,
      async stop({ keep = false } = {}) {
        if (child.exitCode === null && child.signalCode === null) {
          const ended = once(child, 'exit');
          child.kill('SIGTERM');
          await ended;
        }
        if (!keep) rmSync(dataDir, { recursive: true, force: true });
      },
    };
  }
  throw new Error('the host ended before it was ready');
}
