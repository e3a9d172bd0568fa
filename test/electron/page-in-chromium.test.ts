import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import type { ContractRouterClient } from '@orpc/contract';
import { chromium, type Browser, type Page } from '@playwright/test';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import type { Contract } from '../../electron/contract/index.ts';
import { makeDataDir, portTo, root, startMain, type MainProcess } from './main-process.ts';

// The real main, preload and page bundles joined: Chromium runs the preload and the page, the files come from the
// `app://` handler, and the port is carried between Chromium and the main process.

const address = 'https://spillway.test';
let main: MainProcess;
let browser: Browser;
let page: Page;
const problems: string[] = [];
/** The nonces of the ports that were handed over. */
const handed: string[] = [];

declare global {
  interface Window {
    intruderHeard?: boolean;
    standInDeliver(nonce: string): void;
    standInReceive(nonce: string, data: unknown): void;
    standInClose(nonce: string): void;
  }
}

/** What surrounds the preload in Chromium: an ipcRenderer whose other end is the test. */
const surroundings = (preload: string): string => `{
  const ports = new Map();
  let onPort;
  const ipcRenderer = {
    send: (channel, ...args) => {
      // A port that nobody asked for comes first; the page must not speak to it.
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => (window.intruderHeard = true);
      window.postMessage({ spillwayPort: crypto.randomUUID() }, location.origin, [port2]);
      setTimeout(() => void window.standInSend(channel, args));
    },
    on: (channel, listener) => { if (channel === 'spillway:port') onPort = listener; },
  };
  window.standInDeliver = (nonce) => {
    const { port1, port2 } = new MessageChannel();
    ports.set(nonce, port1);
    port1.onmessage = (event) => void window.standInPort(nonce, event.data);
    onPort({ ports: [port2] }, nonce);
  };
  window.standInReceive = (nonce, data) => ports.get(nonce).postMessage(data);
  window.standInClose = (nonce) => ports.get(nonce).close();
  const require = (name) => { if (name !== 'electron') throw new Error(name); return { ipcRenderer }; };
  const module = { exports: {} };
  ((require, module, exports) => { ${preload} })(require, module, module.exports);
}`;

/** Makes a queue at the sandbox, as any other program would. */
async function createQueue(name: string): Promise<void> {
  const nonce = crypto.randomUUID();
  await main.act('askPort', { nonce });
  const client: ContractRouterClient<Contract> = createORPCClient(new RPCLink({ port: portTo(main, nonce) }));
  const { sandboxEndpoint } = await client.settings.about({});
  const answer = await fetch(`${sandboxEndpoint}/`, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-target': 'AmazonSQS.CreateQueue',
      authorization:
        'AWS4-HMAC-SHA256 Credential=000000000000/20260101/us-east-1/sqs/aws4_request, SignedHeaders=host, Signature=0',
    },
    body: JSON.stringify({ QueueName: name }),
  });
  expect(await answer.text()).toContain(name);
}

beforeAll(async () => {
  main = startMain(await makeDataDir());
  const system = '/usr/bin/chromium';
  browser = await chromium.launch({
    executablePath: existsSync(system) ? system : undefined,
    // Electron's pages hear when a port closes; Chromium's have that behind a switch.
    args: ['--no-sandbox', '--enable-blink-features=MessagePortCloseEvent'],
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
    if (!granted) return;
    handed.push(String(nonce));
    await page.evaluate((id) => window.standInDeliver(id), String(nonce));
  });
  await page.exposeFunction('standInPort', (nonce: string, data: unknown) =>
    main.act('portSend', nonce, data),
  );
  main.onPort(({ port, data, closed }) => {
    if (closed || !handed.includes(port)) return;
    // A page that was left or reloaded meanwhile hears no more.
    page
      .evaluate(([id, given]) => window.standInReceive(id, given), [port, data] as const)
      .catch(() => undefined);
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
  await createQueue('made-by-the-test');
  await page.goto(`${address}/#/queues`);
  await page.getByText('made-by-the-test', { exact: true }).first().waitFor();
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
  // Once by the header, once by the page's own meta element.
  const policy: unknown = expect.stringContaining('Content Security Policy');
  expect(problems.splice(0)).toEqual([policy, policy]);
});

it('the page speaks to no port but the one it asked for', async () => {
  expect(await page.evaluate(() => window.intruderHeard ?? false)).toBe(false);
});

it('the page connects again when its port is closed', async () => {
  const [first] = handed;
  await main.act('portClose', first ?? '');
  await page.evaluate((id) => window.standInClose(id), first ?? '');
  await vi.waitFor(() => expect(handed).toHaveLength(2), { timeout: 10_000 });
  await createQueue('made-afterwards');
  await page.reload();
  await page.getByText('made-afterwards', { exact: true }).first().waitFor();
  expect(problems).toEqual([]);
});
