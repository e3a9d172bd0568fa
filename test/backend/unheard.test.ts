import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, expect, it } from 'vitest';

const dataDir = mkdtempSync(path.join(tmpdir(), 'spillway-unheard-'));
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

it('a rejection that nobody heard is logged, and ends no host at work', () => {
  const script = `
    const { createBackend } = await import('./electron/backend/backend.ts');
    const { createLog } = await import('./electron/backend/log.ts');
    const { systemClock: clock } = await import('./electron/backend/system-clock.ts');
    const log = createLog(process.env.DIR);
    const backend = await createBackend({ kind: 'test', version: '0', dataDir: process.env.DIR, clock, env: {}, sandbox: null, log });
    void Promise.reject(new Error('left alone'));
    await new Promise((resolve) => setImmediate(resolve));
    const { theme } = await backend.client.settings.get({});
    process.stdout.write('still here, ' + theme);
    await backend.close();
    log.close();
  `;
  const { stdout, status, stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', script], {
    cwd: path.resolve(import.meta.dirname, '../..'),
    env: { ...process.env, DIR: dataDir },
    encoding: 'utf8',
  });
  expect(stderr).toBe('');
  expect(stdout).toBe('still here, system');
  expect(status).toBe(0);
  expect(readFileSync(path.join(dataDir, 'log', 'spillway.log'), 'utf8')).toContain('left alone');
});
