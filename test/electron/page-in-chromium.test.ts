import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { chromium, type Browser, type Page } from '@playwright/test';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { makeDataDir, root, startMain, type MainProcess } from './main-process.ts';

// The real main, preload and page bundles joined: Chromium runs the preload and the page, the files come from the
// `app://` handler, and the port is carried between Chromium and the main process.

const address = 'https://spillway.test';
let main: MainProcess;
let browser: Browser;
let page: Page;
const problems: string[] = [];

declare global {
  interface Window {
    standInDeliver(nonce: string): void;
    standInReceive(nonce: string, data: unknown): void;
  }
}

/** What surrounds the preload in Chromium: an ipcRenderer whose other end is the test. */
const surroundings = (preload: string): string => `{
  const ports = new Map();
  let onPort;
  const ipcRenderer = {
    send: (channel, ...args) => void window.standInSend(channel, args),
    on: (channel, listener) => { if (channel === 'spillway:port') onPort = listener; },
  };
  window.standInDeliver = (nonce) => {
    const { port1, port2 } = new MessageChannel();
    ports.set(nonce, port1);
    port1.onmessage = (event) => void window.standInPort(nonce, event.data);
    onPort({ ports: [port2] }, nonce);
  };
  window.standInReceive = (nonce, data) => ports.get(nonce).postMessage(data);
  const require = (name) => { if (name !== 'electron') throw new Error(name); return { ipcRenderer }; };
  const module = { exports: {} };
  ((require, module, exports) => { ${preload} })(require, module, module.exports);
}`;

beforeAll(async () => {
  main = startMain(await makeDataDir());
  const system = '/usr/bin/chromium';
  browser = await chromium.launch({
    executablePath: existsSync(system) ? system : undefined,
    args: ['--no-sandbox'],
  });
  const context = await browser.newContext({
    userAgent: 'Mozilla/5.0 (X11; Linux x64) Chrome/140.0.0.0 Electron/45.4.1 Safari/537.36',
    locale: 'en-GB',
  });
  page = await context.newPage();
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(message.text());
  });
  page.on('pageerror', (error) => problems.push(String(error)));
  await context.route(`${address}/**`, async (route) => {
    const { pathname, search } = new URL(route.request().url());
    const { status, headers, body } = await main.act('fetch', `app://spillway${pathname}${search}`);
    await route.fulfill({ status, headers, body: Buffer.from(body, 'base64') });
  });
  await page.exposeFunction('standInSend', async (channel: string, [nonce]: unknown[]) => {
    if (channel !== 'spillway:ask-port') problems.push(`The preload sent ${channel}.`);
    const granted = await main.act('askPort', { nonce });
    if (granted) await page.evaluate((id) => window.standInDeliver(id), String(nonce));
  });
  await page.exposeFunction('standInPort', (nonce: string, data: unknown) =>
    main.act('portSend', nonce, data),
  );
  main.onPort(({ port, data, closed }) => {
    if (!closed) void page.evaluate(([id, given]) => window.standInReceive(id, given), [port, data] as const);
  });
  await page.addInitScript(surroundings(await readFile(path.join(root, 'out/preload/index.cjs'), 'utf8')));
  await vi.waitFor(async () => expect((await main.act('state')).windows).toHaveLength(1), {
    timeout: 10_000,
  });
});
afterAll(async () => {
  await browser.close();
  main.signal('SIGTERM');
  await main.ended;
});

it('the page draws what the product answers over the port', async () => {
  await page.goto(`${address}/#/queues`);
  await page.getByText('orders-dlq', { exact: true }).first().waitFor();
  expect(problems).toEqual([]);
});

it('the page is bound by the policy: a script within it does not run', async () => {
  const ran = await page.evaluate(() => {
    const script = document.createElement('script');
    script.textContent = 'window.intruder = true';
    document.head.append(script);
    return 'intruder' in window;
  });
  expect(ran).toBe(false);
});

it('the page takes no port that it did not ask for', async () => {
  const answered = await page.evaluate(async () => {
    const { port1, port2 } = new MessageChannel();
    let used = false;
    port1.onmessage = () => (used = true);
    window.postMessage({ spillwayPort: crypto.randomUUID() }, location.origin, [port2]);
    await new Promise((resolve) => setTimeout(resolve));
    location.hash = '#/topics';
    return used;
  });
  await page.getByText('order-events', { exact: true }).first().waitFor();
  expect(answered).toBe(false);
});
