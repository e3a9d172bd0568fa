import { spawn, type ChildProcess } from 'node:child_process';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import type { ActiveFault, Fault } from '../../electron/sandbox/fault.ts';
import type { MachineTime } from './machine-time.ts';

const root = path.resolve(import.meta.dirname, '../..');

/** The sandbox in a process of its own, with its control door. */
export interface SandboxProcess {
  url: string;
  /** Sets the sandbox's clock ahead to this moment, epoch ms. */
  setClock(at: number): Promise<void>;
  addFault(fault: Fault): Promise<void>;
  faults(): Promise<ActiveFault[]>;
  clearFaults(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts `npm run sandbox -- --control` with nothing in it. */
export async function startSandboxProcess(): Promise<SandboxProcess> {
  const args = ['electron/sandbox/index.ts', '--port', '0', '--no-seed', '--no-traffic', '--control'];
  const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = new Promise<void>((resolve) => child.on('close', () => resolve()));
  let told = '';
  const addresses = await new Promise<{ url: string; control: string }>((resolve, reject) => {
    child.stdout.setEncoding('utf8').on('data', (part: string) => {
      told += part;
      const url = /Sandbox ready: (\S+)/.exec(told)?.[1];
      const control = /Control ready: (\S+)/.exec(told)?.[1];
      if (url && control) resolve({ url, control });
    });
    child.on('close', () => reject(new Error(`The sandbox did not start: ${told}`)));
  });
  const control = async (method: string, path: string, body?: object): Promise<unknown> => {
    const response = await fetch(`${addresses.control}${path}`, {
      method,
      body: body && JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${await response.text()}`);
    return response.json();
  };
  return {
    url: addresses.url,
    setClock: async (at) => void (await control('POST', '/clock', { set: at })),
    addFault: async (fault) => void (await control('POST', '/faults', fault)),
    faults: async () => (await control('GET', '/faults')) as ActiveFault[],
    clearFaults: async () => void (await control('DELETE', '/faults')),
    async stop() {
      child.kill('SIGTERM');
      await ended;
    },
  };
}

/** What a command line ended with; `code` is null where it was killed. */
export interface Ran {
  code: number | null;
  out: string;
  err: string;
}

/** The command line at work. */
export interface CliProcess {
  child: ChildProcess;
  ended: Promise<Ran>;
  /** Resolved means that the process is gone. */
  kill(): Promise<Ran>;
  isOver(): boolean;
}

/** Starts the command line in a process of its own, at the machine's time. */
export function startCli(
  args: readonly string[],
  { dataDir, url, time }: { dataDir: string; url: string; time?: MachineTime },
): CliProcess {
  const program = [path.join(root, 'electron/cli/index.ts'), '--data-dir', dataDir, '--json', ...args];
  const preload = time ? ['--import', path.join(import.meta.dirname, 'machine-time.ts')] : [];
  const child = spawn(process.execPath, [...preload, ...program], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH: process.env['PATH'],
      HOME: dataDir,
      NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'],
      SPILLWAY_SANDBOX: url,
      ...(time && { CRASH_TIME: JSON.stringify(time) }),
    },
  });
  let over = false;
  const ended = Promise.all([
    text(child.stdout),
    text(child.stderr),
    new Promise<number | null>((resolve) => child.on('close', resolve)),
  ]).then(([out, err, code]) => {
    over = true;
    return { code, out, err };
  });
  return {
    child,
    ended,
    kill() {
      child.kill('SIGKILL');
      return ended;
    },
    isOver: () => over,
  };
}

/** The lines of JSON that a command wrote to standard output. */
export const linesOf = <Line>({ out }: Ran): Line[] =>
  out
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Line);
