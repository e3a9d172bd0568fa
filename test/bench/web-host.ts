import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';

const root = path.resolve(import.meta.dirname, '..', '..');

/** A browser host in a process of its own, on a data folder that goes when it does. */
export interface WebHost {
  /** The address with its one-time token. */
  url: string;
  /** Milliseconds from the start of the process to its ready line. */
  readyAfter: number;
  stop(): Promise<void>;
}

/** Starts the built browser host, building first when needed. */
export async function startWebHost(): Promise<WebHost> {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'spillway-bench-'));
  const begin = performance.now();
  const child: ChildProcess = spawn(
    process.execPath,
    ['electron/start.ts', '--web', '--no-open', '--port', '0', '--data-dir', dataDir],
    { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] },
  );
  if (!child.stdout) throw new Error('the host has no output');
  for await (const line of createInterface({ input: child.stdout })) {
    const found = /^Spillway ready: (\S+)/.exec(line);
    if (!found?.[1]) continue;
    child.stdout.resume();
    return {
      url: found[1],
      readyAfter: performance.now() - begin,
      async stop() {
        const ended = once(child, 'exit');
        child.kill('SIGTERM');
        await ended;
        rmSync(dataDir, { recursive: true, force: true });
      },
    };
  }
  throw new Error('the host ended before it was ready');
}
