import { readFileSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/message-port';
import type { ContractRouterClient } from '@orpc/contract';
import { afterEach, beforeAll, afterAll, describe, expect, it, vi } from 'vitest';
import type { Contract } from '../../electron/contract/index.ts';
import { makeDataDir, portTo, root, startMain, type MainProcess } from './main-process.ts';

const extra: MainProcess[] = [];
const stop = async (main: MainProcess): Promise<number | null> => {
  if (main.running()) main.signal('SIGTERM');
  return main.ended;
};
const begin = (dataDir: string, env?: Record<string, string>): MainProcess => {
  const main = startMain(dataDir, env);
  extra.push(main);
  return main;
};
afterEach(async () => {
  await Promise.all(extra.splice(0).map(stop));
});
const windowOf = async (main: MainProcess) =>
  vi.waitFor(
    async () => {
      const [window] = (await main.act('state')).windows;
      if (!window?.shown) throw new Error(`No window is shown. ${main.stderr()}`);
      return window;
    },
    { timeout: 10_000 },
  );

describe('the desktop host', () => {
  let main: MainProcess;
  let dataDir: string;
  beforeAll(async () => {
    dataDir = await makeDataDir();
    main = startMain(dataDir);
    await windowOf(main);
  });
  afterAll(() => stop(main));

  it('opens one window in which the page has no Node and no Electron', async () => {
    const { windows, sandboxed } = await main.act('state');
    expect(windows).toHaveLength(1);
    expect(windows[0]?.url).toBe('app://spillway/');
    expect(windows[0]?.options).toMatchObject({
      webPreferences: {
        contextIsolation: true,
        sandbox: true,
        nodeIntegration: false,
        nodeIntegrationInWorker: false,
        nodeIntegrationInSubFrames: false,
        webSecurity: true,
        webviewTag: false,
        preload: path.join(root, 'out/preload/index.cjs'),
      },
    });
    expect(sandboxed).toBe(true);
  });

  it('keeps what Chromium stores in its own part of the data folder', async () => {
    expect((await main.act('state')).userData).toBe(path.join(dataDir, 'desktop'));
  });

  it('registers its scheme before the app is ready, with an origin and no more rights than needed', async () => {
    const { schemes, schemesWereEarly } = await main.act('state');
    expect(schemesWereEarly).toBe(true);
    expect(schemes).toEqual([
      { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true } },
    ]);
  });

  it('serves the built page with the policy', async () => {
    const { status, headers, body } = await main.act('fetch', 'app://spillway/');
    expect(status).toBe(200);
    expect(headers['content-type']).toBe('text/html; charset=utf-8');
    expect(headers['content-security-policy']?.split('; ')).toEqual([
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self' 'unsafe-inline'",
      "img-src 'self' data:",
      "font-src 'self'",
      "worker-src 'self'",
      "connect-src 'self'",
      "base-uri 'none'",
      "form-action 'none'",
      "frame-ancestors 'none'",
    ]);
    expect(Buffer.from(body, 'base64').toString()).toBe(
      await readFile(path.join(root, 'out/renderer/index.html'), 'utf8'),
    );
  });

  it.each([
    'app://other/index.html',
    'app://spillway.evil/index.html',
    'app://spillway/../main/index.js',
    'app://spillway/%2e%2e/main/index.js',
    'app://spillway/..%2fmain/index.js',
    'app://spillway/..%5cmain%5cindex.js',
    'app://spillway//etc/passwd',
    'app://spillway/nothing.js',
  ])('does not serve %s', async (url) => {
    expect((await main.act('fetch', url)).status).toBeGreaterThanOrEqual(400);
  });

  it.each(['will-navigate', 'will-frame-navigate', 'will-redirect'])(
    'stops a %s that leaves the page',
    async (event) => {
      for (const url of [
        'https://example.com/',
        'http://127.0.0.1/',
        'app://spillway.evil/',
        'app://spillwayevil/',
        'app://other/',
        'app:spillway/',
        'file:///etc/passwd',
        'javascript:alert(1)',
        'data:text/html,x',
        'about:blank',
        'not an address',
        'app://spillway@evil/',
      ]) {
        expect([url, await main.act('navigate', event, url)]).toEqual([url, true]);
      }
      expect(await main.act('navigate', event, 'app://spillway/#/queues')).toBe(false);
    },
  );

  it('attaches no webview', async () => {
    expect(await main.act('navigate', 'will-attach-webview', '')).toBe(true);
  });

  it('opens no window; https links open in the browser, and nothing else does', async () => {
    for (const url of [
      'http://example.com/',
      'file:///etc/passwd',
      'javascript:alert(1)',
      'smb://server/share',
      'https://user:secret@example.com/',
      'nonsense',
    ]) {
      expect([url, await main.act('openWindow', url)]).toEqual([url, 'deny']);
    }
    expect((await main.act('state')).external).toEqual([]);
    expect(await main.act('openWindow', 'https://docs.aws.amazon.com/sqs/')).toBe('deny');
    expect((await main.act('state')).external).toEqual(['https://docs.aws.amazon.com/sqs/']);
  });

  it.each(['media', 'geolocation', 'notifications', 'clipboard-read', 'openExternal', 'usb', 'fileSystem'])(
    'denies the permission %s',
    async (name) => {
      expect(await main.act('permission', name)).toEqual({ request: false, check: false, device: false });
    },
  );

  it('hands a port to the main frame of its own page, over which the product answers', async () => {
    const nonce = crypto.randomUUID();
    expect(await main.act('askPort', { nonce })).toBe(true);
    const client: ContractRouterClient<Contract> = createORPCClient(
      new RPCLink({ port: portTo(main, nonce) }),
    );
    expect(await client.settings.about({})).toMatchObject({ host: 'electron', dataDir });
    const { profiles } = await client.profiles.list({});
    expect(profiles[0]).toMatchObject({ name: 'sandbox', kind: 'sandbox' });
  });

  it('hands a new port to a page that asks again', async () => {
    const [first, second] = [crypto.randomUUID(), crypto.randomUUID()];
    expect(await main.act('askPort', { nonce: first })).toBe(true);
    await main.act('portClose', first);
    expect(await main.act('askPort', { nonce: second })).toBe(true);
    const client: ContractRouterClient<Contract> = createORPCClient(
      new RPCLink({ port: portTo(main, second) }),
    );
    expect(await client.settings.about({})).toMatchObject({ host: 'electron' });
  });

  it.each([
    ['a frame that is gone', { frame: 'none' as const }],
    ['a frame within the page', { frame: 'child' as const }],
    ['another origin', { frame: { url: 'https://evil.example/', origin: 'https://evil.example' } }],
    [
      'an address that only begins like ours',
      { frame: { url: 'app://spillway.evil/', origin: 'app://spillway.evil' } },
    ],
    ['a sandboxed frame with our address', { frame: { url: 'app://spillway/', origin: 'null' } }],
    ['other contents', { sender: 'other' as const }],
    ['a nonce that is none', { nonce: { toString: 'x' } }],
    ['an empty nonce', { nonce: '' }],
  ])('hands no port to %s', async (_name, asking) => {
    expect(await main.act('askPort', { nonce: crypto.randomUUID(), ...asking })).toBe(false);
  });

  it('has a menu with editing roles', async () => {
    expect((await main.act('state')).menu).toEqual(
      expect.arrayContaining(['editMenu', 'windowMenu', 'help']),
    );
  });

  it('comes to the front when it is started a second time', async () => {
    await main.act('minimize');
    const { focused } = await main.act('state');
    await main.act('secondInstance');
    const after = await main.act('state');
    expect(after.focused).toBe(focused + 1);
    expect(after.windows).toMatchObject([{ minimized: false }]);
  });

  it('loads a page again that crashed, once', async () => {
    await main.act('crashPage');
    await main.act('crashPage');
    expect((await main.act('state')).windows).toMatchObject([{ reloads: 1 }]);
  });
});

describe('a desktop host', () => {
  it('that is the second one ends without opening the data folder', async () => {
    const dataDir = await makeDataDir();
    const main = begin(dataDir, { STAND_IN_SECOND: '1' });
    expect(await main.ended).toBe(0);
    await expect(readFile(path.join(dataDir, 'log', 'spillway.log'))).rejects.toMatchObject({
      code: 'ENOENT',
    });
  });

  it('stops its sandbox and closes its data when it is told to end', async () => {
    const main = begin(await makeDataDir());
    await windowOf(main);
    const nonce = crypto.randomUUID();
    await main.act('askPort', { nonce });
    const client: ContractRouterClient<Contract> = createORPCClient(
      new RPCLink({ port: portTo(main, nonce) }),
    );
    const { sandboxEndpoint } = await client.settings.about({});
    expect((await fetch(`${sandboxEndpoint}/`)).status).toBeGreaterThan(0);
    main.signal('SIGTERM');
    expect(await main.ended).toBe(0);
    await expect(fetch(`${sandboxEndpoint}/`)).rejects.toThrow();
  });

  it('ends when its window is closed, and opens the next one where it was', async () => {
    const dataDir = await makeDataDir();
    const bounds = { x: 100, y: 50, width: 900, height: 700 };
    const first = begin(dataDir);
    await windowOf(first);
    await first.act('setBounds', bounds, true);
    first.act('closeWindow').catch(() => undefined);
    expect(await first.ended).toBe(0);
    const second = await windowOf(begin(dataDir));
    expect(second.options).toMatchObject(bounds);
    expect(second.maximized).toBe(true);
  });

  it.each([
    [
      'lay on a display that is gone',
      JSON.stringify({ bounds: { x: 4000, y: 50, width: 900, height: 700 } }),
      { width: 900 },
    ],
    ['were cut short on disk', '{"bounds":{"x":1', { width: 1280 }],
    ['are no numbers', JSON.stringify({ bounds: { x: 'left', y: 0, width: 1, height: 1 } }), { width: 1280 }],
  ])('does not take over bounds that %s', async (_name, kept, expected) => {
    const dataDir = await makeDataDir();
    await writeFile(path.join(dataDir, 'window.json'), kept);
    const { options } = await windowOf(begin(dataDir));
    expect(options).toMatchObject(expected);
    expect(options.x).toBeUndefined();
  });

  it('says why it cannot start when the data folder is unusable', async () => {
    const file = path.join(await makeDataDir(), 'file');
    await writeFile(file, '');
    const main = begin(path.join(file, 'below'));
    expect(await main.ended).toBe(1);
    expect(main.stderr()).toMatch(/Spillway cannot start: .*data folder/i);
  });

  it('that is packaged has no developer tools and loads no dev server', async () => {
    const main = begin(await makeDataDir(), {
      STAND_IN_PACKAGED: '1',
      ELECTRON_RENDERER_URL: 'http://localhost:5173',
    });
    const { options, url } = await windowOf(main);
    expect(url).toBe('app://spillway/');
    expect(options.webPreferences).toMatchObject({ devTools: false });
  });
});

describe('what is packaged', () => {
  it('has every fuse set to the safe side', () => {
    const { electronFuses, asar } = JSON.parse(
      readFileSync(path.join(root, 'resources/packaging.json'), 'utf8'),
    ) as Record<string, unknown>;
    expect(asar).toBe(true);
    expect(electronFuses).toEqual({
      runAsNode: false,
      enableCookieEncryption: true,
      enableNodeOptionsEnvironmentVariable: false,
      enableNodeCliInspectArguments: false,
      enableEmbeddedAsarIntegrityValidation: true,
      onlyLoadAppFromAsar: true,
      loadBrowserProcessSpecificV8Snapshot: false,
      grantFileProtocolExtraPrivileges: false,
    });
  });

  it('has a preload that is CommonJS and requires electron alone', () => {
    const preload = readFileSync(path.join(root, 'out/preload/index.cjs'), 'utf8');
    expect([...preload.matchAll(/require\(["']([^"']+)["']\)/g)].map(([, name]) => name)).toEqual([
      'electron',
    ]);
    expect(preload).not.toMatch(/^\s*(import|export)\s/m);
    expect(preload).not.toContain('contextBridge');
  });
});
