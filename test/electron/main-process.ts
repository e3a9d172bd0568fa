import { fork } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Acts } from './stand-in/driver.ts';

export const root = path.resolve(import.meta.dirname, '../..');
const bundle = path.join(root, 'out/main/index.js');

export const makeDataDir = (): Promise<string> => mkdtemp(path.join(tmpdir(), 'spillway-desktop-'));

export interface PortEvent {
  port: string;
  data?: unknown;
  closed?: boolean;
}

/** The built main process, running under Node with the stand-in for Electron. */
export interface MainProcess {
  act<Name extends keyof Acts>(
    name: Name,
    ...args: Parameters<Acts[Name]>
  ): Promise<Awaited<ReturnType<Acts[Name]>>>;
  onPort(listen: (event: PortEvent) => void): void;
  signal(name: NodeJS.Signals): void;
  /** Resolves with the exit code when the process has ended. */
  ended: Promise<number | null>;
  running(): boolean;
  stderr(): string;
}

export function startMain(dataDir: string, env: Record<string, string> = {}): MainProcess {
  if (!existsSync(bundle)) throw new Error('out/ is missing: run "npm run build" first.');
  const child = fork(bundle, [path.join(root), '--data-dir', dataDir], {
    execArgv: ['--import', path.join(import.meta.dirname, 'stand-in/register.ts')],
    // As Electron has it: its program, the app's folder, then the flags.
    env: { ...process.env, AWS_EC2_METADATA_DISABLED: 'true', ...env },
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
  });
  const waiting = new Map<number, { resolve(value: never): void; reject(error: Error): void }>();
  const listeners: Array<(event: PortEvent) => void> = [];
  let words = '';
  let running = true;
  let count = 0;
  child.stderr?.on('data', (part: Buffer) => (words += part.toString()));
  child.on('message', (message: PortEvent | { id: number; result?: unknown; error?: string }) => {
    if ('port' in message) return listeners.forEach((listen) => listen(message));
    const settle = waiting.get(message.id);
    waiting.delete(message.id);
    if (message.error !== undefined) settle?.reject(new Error(message.error));
    else settle?.resolve(message.result as never);
  });
  const ended = new Promise<number | null>((resolve) => {
    child.once('close', (code) => {
      running = false;
      for (const { reject } of waiting.values()) reject(new Error(`The process ended. ${words}`));
      resolve(code);
    });
  });
  return {
    act: (name, ...args) =>
      new Promise((resolve, reject) => {
        const id = ++count;
        waiting.set(id, { resolve, reject });
        child.send({ id, act: name, args }, (error) => {
          if (error) reject(error);
        });
      }),
    onPort: (listen) => void listeners.push(listen),
    signal: (name) => void child.kill(name),
    ended,
    running: () => running,
    stderr: () => words,
  };
}

/** The page's end of a port that crosses to the process and back. */
export function portTo(main: MainProcess, id: string): MessagePort {
  const { port1, port2 } = new MessageChannel();
  main.onPort(({ port, data, closed }) => {
    if (port !== id) return;
    if (closed) port1.close();
    else port1.postMessage(data);
  });
  port1.addEventListener('message', ({ data }) => void main.act('portSend', id, data));
  port1.start();
  port2.start();
  return port2;
}
