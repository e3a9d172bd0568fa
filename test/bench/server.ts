import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';

const root = path.resolve(import.meta.dirname, '..', '..');

/** A server in a process of its own. */
export interface Server {
  name: string;
  endpoint: string;
  /** The line that said it is ready, and those before it. */
  said: string[];
  stop(): Promise<void>;
}

/** Starts Node with `args` and waits for the line that `ready` finds; its first group is the endpoint. */
export async function startServer(name: string, ready: RegExp, ...args: string[]): Promise<Server> {
  const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] });
  const stop = async (): Promise<void> => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGTERM');
    await once(child, 'exit');
  };
  const said: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    said.push(line);
    const found = ready.exec(line);
    if (found?.[1]) {
      child.stdout.resume();
      return { name, endpoint: found[1], said, stop };
    }
  }
  throw new Error(`${name} ended before it was ready`);
}
