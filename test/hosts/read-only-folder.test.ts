import { spawn } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';

// Nobody may write where only others may; to root, permissions mean nothing.
const nobody = 65_534;
const asRoot = process.getuid?.() === 0;
const isWindows = process.platform === 'win32';
const program = path.resolve(import.meta.dirname, '../../electron/cli/index.ts');

let folder: string;
let dataDir: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'spillway-read-only-'));
  chmodSync(folder, 0o755);
  dataDir = path.join(folder, 'data');
  mkdirSync(dataDir);
});
afterEach(() => {
  chmodSync(dataDir, 0o700);
  rmSync(folder, { recursive: true, force: true });
});

function run(): Promise<{ code: number | null; err: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [program, 'profiles', '--json', '--data-dir', dataDir], {
      env: { PATH: process.env.PATH, HOME: folder },
      ...(asRoot ? { uid: nobody, gid: nobody } : {}),
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let err = '';
    child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
    child.on('error', reject).on('close', (code) => resolve({ code, err }));
  });
}

it.skipIf(isWindows)(
  'a data folder that may not be written ends the start, with what to do about it',
  async () => {
    chmodSync(dataDir, 0o555);
    const { code, err } = await run();
    expect(code).not.toBe(0);
    const failure: unknown = JSON.parse(err.trim().split('\n').at(-1) ?? '');
    expect(failure).toMatchObject({
      failure: { code: 'STORAGE', message: expect.stringMatching(/may not be written/) },
    });
  },
);
