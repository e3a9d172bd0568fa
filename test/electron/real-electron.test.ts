import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { _electron, type ElectronApplication, type Page } from '@playwright/test';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeDataDir, root } from './main-process.ts';

/** Where the Electron program is; null when it was never fetched. */
function electronProgram(): string | null {
  const folder = path.dirname(createRequire(import.meta.url).resolve('electron/package.json'));
  const name = path.join(folder, 'path.txt');
  if (!existsSync(name)) return null;
  const program = path.join(folder, 'dist', readFileSync(name, 'utf8'));
  return existsSync(program) ? program : null;
}

const program = electronProgram();
const hasDisplay =
  process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
const missing = !program ? 'no Electron binary' : !hasDisplay ? 'no display' : null;
if (missing) process.stdout.write(`skipped: ${missing}\n`);

describe.skipIf(missing !== null)(`the real Electron${missing ? ` (skipped: ${missing})` : ''}`, () => {
  let app: ElectronApplication;
  let page: Page;
  beforeAll(async () => {
    const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
    app = await _electron.launch({
      executablePath: program ?? '',
      args: [...asRoot, root, '--data-dir', await makeDataDir()],
    });
    page = await app.firstWindow();
  });
  afterAll(() => app.close());

  it('shows the sandbox of the product in a page without Node', async () => {
    expect(page.url()).toMatch(/^app:\/\/spillway\//);
    await page.evaluate(() => (location.hash = '#/queues'));
    await page.getByText('orders-dlq', { exact: true }).first().waitFor();
    expect(
      await page.evaluate(() =>
        ['require', 'process', 'module', 'ipcRenderer'].filter((name) => name in window),
      ),
    ).toEqual([]);
  });

  it('does not leave its page and opens no second window', async () => {
    await page.evaluate(() => {
      window.open('http://127.0.0.1:9/');
      location.href = 'http://127.0.0.1:9/';
    });
    await page.getByText('orders-dlq', { exact: true }).first().waitFor();
    expect(page.url()).toMatch(/^app:\/\/spillway\//);
    expect(app.windows()).toHaveLength(1);
  });

  it('has node:sqlite with full-text search in its own Node', async () => {
    const found = await app.evaluate(async () => {
      const { DatabaseSync } = await import('node:sqlite');
      const database = new DatabaseSync(':memory:');
      database.exec("CREATE VIRTUAL TABLE t USING fts5(body); INSERT INTO t VALUES ('orders')");
      return database.prepare("SELECT count(*) AS count FROM t WHERE t MATCH 'orders'").get();
    });
    expect(found).toMatchObject({ count: 1 });
  });
});
