import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { createBackend } from '../../electron/backend/backend.ts';
import { createSettableClock } from '../../electron/sandbox/clock.ts';
import { createTestHost } from '../support/host.ts';
import { ACCOUNT, startTestSandbox, type TestSandbox } from '../support/sandbox.ts';

const cli = path.resolve(import.meta.dirname, '../../electron/cli/index.ts');

/** What a command line ended with. */
export interface Ran {
  code: number | null;
  out: string;
  err: string;
}

/** A command line at work. */
export interface Running {
  child: ChildProcess;
  ended: Promise<Ran>;
  /** What it has written to standard error so far. */
  told(): string;
}

/** The command line as a process, on a sandbox and a data folder of its own. */
export interface CliBench {
  sandbox: TestSandbox;
  dataDir: string;
  start(...args: string[]): Running;
  run(...args: string[]): Promise<Ran>;
  /** Guards the profile `guarded`, which has the sandbox as its endpoint. */
  guard(guard: 'confirm' | 'read-only'): Promise<void>;
  close(): Promise<void>;
}

/** Opens a bench whose sandbox runs by the machine's clock. `dataDir` in the place of a folder of its own. */
export async function openCliBench(dataDir?: string): Promise<CliBench> {
  const folder = mkdtempSync(path.join(tmpdir(), 'spillway-cli-'));
  const data = dataDir ?? path.join(folder, 'data');
  const sandbox = await startTestSandbox({ clock: createSettableClock() });
  const config = path.join(folder, 'config');
  writeFileSync(
    config,
    `[profile guarded]\nendpoint_url = ${sandbox.url}\naws_access_key_id = ${ACCOUNT}\naws_secret_access_key = b\nregion = us-east-1\n`,
  );
  const env = {
    PATH: process.env['PATH'],
    NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'],
    HOME: folder,
    SPILLWAY_SANDBOX: sandbox.url,
    AWS_CONFIG_FILE: config,
  };
  const children = new Set<ChildProcess>();
  const start = (...args: string[]): Running => {
    const child = spawn(process.execPath, [cli, '--data-dir', data, ...args], { env });
    children.add(child);
    child.stdin.end();
    let told = '';
    child.stderr.setEncoding('utf8').on('data', (part: string) => (told += part));
    const ended = Promise.all([
      text(child.stdout),
      new Promise<number | null>((resolve) => child.on('close', resolve)),
    ]).then(([out, code]) => ({ code, out, err: told }));
    return { child, ended, told: () => told };
  };
  return {
    sandbox,
    dataDir: data,
    start,
    run: (...args) => start(...args).ended,
    async guard(guard) {
      const host = createTestHost({ env });
      const backend = await createBackend({ ...host, dataDir: data });
      await backend.client.profiles.configure({ profile: 'guarded', guard });
      await backend.close();
      host.remove();
    },
    async close() {
      for (const child of children) child.kill('SIGKILL');
      await sandbox.close();
      sandbox.clock.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Lines of JSON. */
export const linesOf = <Line>(text: string): Line[] =>
  text
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Line);
