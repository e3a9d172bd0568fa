import { spawn, type ChildProcess, type SpawnOptions } from 'node:child_process';
import { createServer } from 'node:net';
import path from 'node:path';
import type { TestProject } from 'vitest/node';

/** Where an independent server of the whole run is, or why there is none. */
export type Peer = { endpoint: string } | { missing: string };

declare module 'vitest' {
  interface ProvidedContext {
    peer: Peer;
  }
}

/** Where what the suite fetches for the servers is kept. */
export const folder: string = path.resolve(import.meta.dirname, '..', '..', '.cache', 'compat');

/** A registry that answers, but too slowly to wait for. */
const patience = 240_000;

/**
 * Runs a command to its end and gives what it printed; throws with its last words when it fails, is not there, or
 * takes over four minutes.
 */
export function run(command: string, args: readonly string[], options: SpawnOptions = {}): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { timeout: patience, ...options, stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    child.stdout?.on('data', (chunk: Buffer) => (said += chunk.toString()));
    child.stderr?.on('data', (chunk: Buffer) => (said += chunk.toString()));
    child.on('error', () => reject(new Error(`${command} is not there`)));
    child.on('close', (code, signal) => {
      if (code === 0) resolve(said);
      else if (signal) reject(new Error(`${command} did not end in time`));
      else reject(new Error(`${command} failed: ${said.trim().split('\n').at(-1) ?? ''}`));
    });
  });
}

/** Says why there is no server, to the tests and to whoever reads the run: its tests are skipped. */
export function doWithout(project: TestProject, name: string, error: unknown): undefined {
  const missing = `${name} cannot be fetched: ${error instanceof Error ? error.message : String(error)}`;
  process.stderr.write(`${missing}. Its tests are skipped.\n`);
  project.provide('peer', { missing });
}

/** A port of the loopback address that nobody listens on. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

/** Starts a server and waits until it prints `ready`; gives the match. Throws when it ends or takes over a minute. */
export async function start(
  command: string,
  args: readonly string[],
  ready: RegExp,
  env: NodeJS.ProcessEnv = {},
): Promise<{ match: RegExpMatchArray; stop(): Promise<void> }> {
  const child = spawn(command, args, {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise<void>((resolve) => child.on('close', () => resolve()));
  const stop = async (): Promise<void> => {
    child.kill();
    await ended;
  };
  try {
    return { match: await said(child, ready), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function said(child: ChildProcess, ready: RegExp): Promise<RegExpMatchArray> {
  return new Promise((resolve, reject) => {
    let text = '';
    let found = false;
    const timer = setTimeout(() => reject(new Error(`not ready after a minute: ${text}`)), 60_000);
    const look = (chunk: Buffer): void => {
      // Read on after that: a full pipe would stop the server.
      if (found) return;
      text += chunk.toString();
      const match = text.match(ready);
      if (!match) return;
      found = true;
      clearTimeout(timer);
      resolve(match);
    };
    child.stdout?.on('data', look);
    child.stderr?.on('data', look);
    child.on('error', reject);
    child.on('close', () => {
      clearTimeout(timer);
      reject(new Error(`ended before it was ready: ${text}`));
    });
  });
}
