import { spawn } from 'node:child_process';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { RPCHandler } from '@orpc/server/ws';
import packageJson from '../../package.json' with { type: 'json' };
import { createBackend } from '../backend/backend.ts';
import { defaultDataDir } from '../backend/data-dir.ts';
import { createLog } from '../backend/log.ts';
import { openLeases } from '../backend/store/leases.ts';
import { systemClock as clock } from '../backend/system-clock.ts';
import { ownOrJoin } from '../sandbox/own-or-join.ts';
import { startWebServer } from './server.ts';

/** What was started, to be closed in reverse order. */
const closers: Array<() => Promise<void> | void> = [];

async function start(): Promise<void> {
  const options = {
    port: { type: 'string' },
    'data-dir': { type: 'string' },
    'no-open': { type: 'boolean' },
  } as const;
  const { port: given = '0', 'data-dir': folder, 'no-open': quiet } = parseArgs({ options }).values;
  const port = Number(given);
  if (!/^\d{1,5}$/.test(given) || port > 65_535) throw new Error('--port takes a number from 0 to 65535.');
  const dataDir = path.resolve(folder ?? defaultDataDir());
  const log = createLog(dataDir, 'info');
  closers.push(() => log.close());
  const leases = openLeases(dataDir, clock);
  closers.push(() => leases.close());
  const sandbox = await ownOrJoin({ dataDir, leases, clock });
  closers.push(() => sandbox.close());
  const base = { kind: 'web', version: packageJson.version, dataDir, clock, env: process.env, log } as const;
  const backend = await createBackend({ ...base, sandbox });
  closers.push(() => backend.close());
  // The same from out/main, where this file is built to, and from electron/web, where it is run in tests.
  const pageDir = path.resolve(import.meta.dirname, '../../out/renderer');
  const server = await startWebServer({ port, pageDir, rpc: new RPCHandler(backend.router) });
  closers.push(() => server.close());
  process.stdout.write(`Spillway ready: ${server.url}\n`);
  if (!quiet) openBrowser(server.url);
}

/** A machine without a browser is no failure: the address is on the terminal. */
function openBrowser(url: string): void {
  const command = { win32: 'explorer', darwin: 'open' }[process.platform as string] ?? 'xdg-open';
  const browser = spawn(command, [url], { stdio: 'ignore', detached: true });
  browser.on('error', () => undefined).unref();
}

async function stop(code: number): Promise<never> {
  setTimeout(() => process.exit(1), 5000).unref();
  for (const close of closers.splice(0).reverse()) await close();
  process.exit(code);
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void stop(0));
start().catch((error: NodeJS.ErrnoException) => {
  const inUse = error.code === 'EADDRINUSE' ? 'Choose another port with --port; 0 takes a free one. ' : '';
  process.stderr.write(`Spillway cannot start: ${inUse}${error.message}\n`);
  return stop(1);
});
