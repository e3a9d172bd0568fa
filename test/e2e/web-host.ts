import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openStore } from '../../electron/backend/store/store.ts';

const program = path.resolve(import.meta.dirname, '../../out/main/web.js');

/** A browser host of its own, on a data folder of its own, with the sandbox and its sample. */
export interface WebHost {
  /** The printed address with its token. */
  url: string;
  origin: string;
  /** The AWS files that it reads; neither is there at the start. */
  awsFiles: { config: string; credentials: string };
  /** Ends it, as if its machine had gone. */
  kill(): Promise<void>;
  close(): Promise<void>;
}

function readyLine(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let [out, problems] = ['', ''];
    child.stderr?.on('data', (part: Buffer) => (problems += part.toString()));
    child.stdout?.on('data', (part: Buffer) => {
      out += part.toString();
      const [, url] = /^Spillway ready: (\S+)\n/m.exec(out) ?? [];
      if (url) resolve(url);
    });
    child.once('close', (code) => reject(new Error(`The host ended with ${code}. ${problems}`)));
  });
}

/**
 * Starts the built browser host, as `npm start -- --web` does. Unless `unasked`, somebody has said before that messages
 * of the sandbox may be kept.
 */
export async function startWebHost({ unasked = false } = {}): Promise<WebHost> {
  if (!existsSync(program)) throw new Error('The browser host is not built. Run "npm run build" first.');
  const folder = await mkdtemp(path.join(tmpdir(), 'spillway-e2e-'));
  if (!unasked) {
    const store = openStore(path.join(folder, 'data'));
    store.captures.policies.set('sandbox', { mode: 'keep' });
    store.close();
  }
  const awsFiles = { config: path.join(folder, 'config'), credentials: path.join(folder, 'credentials') };
  const child = spawn(
    process.execPath,
    [program, '--port', '0', '--no-open', '--data-dir', path.join(folder, 'data')],
    {
      stdio: ['ignore', 'pipe', 'pipe'],
      // No AWS file of the person who runs the tests is read.
      env: {
        ...process.env,
        AWS_CONFIG_FILE: awsFiles.config,
        AWS_SHARED_CREDENTIALS_FILE: awsFiles.credentials,
      },
    },
  );
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    if (child.exitCode === null && child.signalCode === null) child.kill(signal);
    await ended;
  };
  const url = await readyLine(child);
  return {
    url,
    origin: new URL(url).origin,
    awsFiles,
    kill: () => end('SIGKILL'),
    close: async () => {
      await end('SIGTERM');
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
