import { spawn } from 'node:child_process';
import path from 'node:path';
import { expect, it } from 'vitest';
import { makeDataDir, root } from './main-process.ts';

interface Run {
  stdout: string;
  stderr: string;
  code: number | NodeJS.Signals | null;
}

/** Starts what `npm start` starts and tells it to end as soon as it is ready. */
function start(flags: string[], env: Record<string, string | undefined> = {}): Promise<Run> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, ['electron/check-node.js', 'electron/start.ts', ...flags], {
      cwd: root,
      // No program that could open a browser is on this path.
      env: { ...process.env, PATH: path.join(root, 'node_modules', '.bin'), ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let [stdout, stderr] = ['', ''];
    child.stderr.on('data', (part: Buffer) => (stderr += part.toString()));
    child.stdout.on('data', (part: Buffer) => {
      stdout += part.toString();
      if (stdout.includes('\n')) child.kill('SIGTERM');
    });
    child.once('close', (code, signal) => resolve({ stdout, stderr, code: code ?? signal }));
  });
}

const readyLine = /^Spillway ready: http:\/\/127\.0\.0\.1:\d+\/\?token=[\w-]+\n$/;

it('starts the browser host in its own process when told to, and says nothing else', async () => {
  const { stdout, stderr, code } = await start([
    '--web',
    '--no-open',
    '--port',
    '0',
    '--data-dir',
    await makeDataDir(),
  ]);
  expect(stdout).toMatch(readyLine);
  expect(stderr.replace(/^Building Spillway \.\.\.\n/, '')).toBe('');
  expect(code).toBe(0);
});

it.runIf(process.platform === 'linux')('falls back to the browser host and says why', async () => {
  const noDisplay = { DISPLAY: undefined, WAYLAND_DISPLAY: undefined };
  const { stdout, stderr, code } = await start(['--data-dir', await makeDataDir()], noDisplay);
  expect(stdout).toMatch(readyLine);
  expect(stderr).toMatch(/in the browser instead of Electron: there is no display\.\n/);
  expect(code).toBe(0);
});

it('passes the flags on: a flag that no host knows is refused in words', async () => {
  const { stderr, code } = await start(['--web', '--no-such-flag']);
  expect(stderr).toContain('--no-such-flag');
  expect(code).toBe(1);
});
