import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createORPCClient } from '@orpc/client';
import type { ContractRouterClient } from '@orpc/contract';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Contract } from '../../electron/contract/index.ts';
import { createLink } from '../../renderer/api/link.ts';
import { createRedialler, type Redialler } from '../../renderer/api/redial.ts';
import { dialHost, enter } from './doors.ts';

const program = path.resolve(import.meta.dirname, '../../electron/web/index.ts');
const closers: Array<() => unknown> = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});
const makeDataDir = (): Promise<string> => mkdtemp(path.join(tmpdir(), 'spillway-web-'));

interface HostProcess {
  child: ChildProcess;
  stdout(): string;
  stderr(): string;
  ended: Promise<number | NodeJS.Signals | null>;
  /** The printed address. */
  ready(): Promise<string>;
}

function startHost(...flags: string[]): HostProcess {
  const child = spawn(process.execPath, [program, '--no-open', ...flags], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (part: Buffer) => (stdout += part.toString()));
  child.stderr.on('data', (part: Buffer) => (stderr += part.toString()));
  const ended = new Promise<number | NodeJS.Signals | null>((resolve) => {
    child.once('close', (code, signal) => resolve(code ?? signal));
  });
  closers.push(async () => {
    if (child.exitCode === null) child.kill('SIGKILL');
    await ended;
  });
  const ready = (): Promise<string> =>
    vi.waitFor(
      () => {
        const [, url] = /^Spillway ready: (\S+)\n/.exec(stdout) ?? [];
        if (!url) throw new Error(`It is not ready. ${stderr}`);
        return url;
      },
      { timeout: 10_000, interval: 20 },
    );
  return { child, stdout: () => stdout, stderr: () => stderr, ended, ready };
}

interface Page {
  client: ContractRouterClient<Contract>;
  link: Redialler;
  letIn(url: string): Promise<void>;
}

/** The page's own client, connected as a browser would be. */
async function openPage(url: string): Promise<Page> {
  let cookie = await enter(url);
  const port = Number(new URL(url).port);
  const link = createRedialler(
    dialHost(
      () => port,
      () => cookie,
    ),
    { random: () => 0 },
  );
  closers.push(() => link.close());
  return {
    client: createORPCClient(createLink(link)),
    link,
    letIn: async (fresh) => {
      cookie = await enter(fresh);
    },
  };
}

describe('the browser host', () => {
  it('prints one line, serves the product, and stops cleanly on SIGTERM', async () => {
    const dataDir = await makeDataDir();
    const host = startHost('--port', '0', '--data-dir', dataDir);
    const url = await host.ready();
    expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/\?token=[\w-]{43}$/);
    const { client } = await openPage(url);
    const about = await client.settings.about({});
    expect(about).toMatchObject({ host: 'web', dataDir });
    expect((await fetch(`${about.sandboxEndpoint}/`)).status).toBeGreaterThan(0);
    host.child.kill('SIGTERM');
    expect(await host.ended).toBe(0);
    expect(host.stdout()).toBe(`Spillway ready: ${url}\n`);
    expect(host.stderr()).toBe('');
    await expect(fetch(new URL(url).origin)).rejects.toThrow();
    await expect(fetch(`${about.sandboxEndpoint}/`)).rejects.toThrow();
  });

  it('stops cleanly on SIGINT while a page is connected and watches', async () => {
    const host = startHost('--data-dir', await makeDataDir());
    const { client, link } = await openPage(await host.ready());
    const scope = { profile: 'sandbox', region: 'us-east-1' };
    const { queues } = await client.queues.list({ scope });
    const urls =
      queues.length > 0 ? queues.map((queue) => queue.url) : [`http://127.0.0.1/000000000000/none`];
    const events = await client.queues.watch({ scope, urls: urls.slice(0, 5) });
    expect((await events.next()).done).toBe(false);
    host.child.kill('SIGINT');
    expect(await host.ended).toBe(0);
    expect(link.state()).toBe('lost');
    await events.return();
  });

  it('that was killed comes back on its port and data, and the page finds it', async () => {
    const dataDir = await makeDataDir();
    const first = startHost('--data-dir', dataDir);
    const url = await first.ready();
    const { client, link, letIn } = await openPage(url);
    const callId = crypto.randomUUID();
    await client.settings.set({ theme: 'dark', callId });
    first.child.kill('SIGKILL');
    await first.ended;
    await vi.waitFor(() => expect(link.state()).toBe('lost'));
    await expect(client.settings.set({ theme: 'light' })).rejects.toMatchObject({ code: 'DISCONNECTED' });
    const read = client.settings.get({});
    const second = startHost('--data-dir', dataDir, '--port', new URL(url).port);
    await letIn(await second.ready());
    link.retryNow();
    expect(await read).toMatchObject({ theme: 'dark' });
    expect(await client.audit.outcome({ callId })).toMatchObject({ outcome: 'done', action: 'settings.set' });
  });

  it('shares its data folder with a second one: one sandbox, one set of settings', async () => {
    const dataDir = await makeDataDir();
    const first = startHost('--data-dir', dataDir);
    const one = await openPage(await first.ready());
    const second = startHost('--data-dir', dataDir);
    const two = await openPage(await second.ready());
    const [here, there] = await Promise.all([one.client.settings.about({}), two.client.settings.about({})]);
    expect(there.sandboxEndpoint).toBe(here.sandboxEndpoint);
    await one.client.settings.set({ timeZone: 'utc' });
    expect(await two.client.settings.get({})).toMatchObject({ timeZone: 'utc' });
  });
});

describe('the browser host says in one line why it cannot start', () => {
  it('when its port is taken', async () => {
    const taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
    closers.push(() => taken.close());
    const { port } = taken.address() as AddressInfo;
    const host = startHost('--port', String(port), '--data-dir', await makeDataDir());
    expect(await host.ended).toBe(1);
    expect(host.stderr()).toMatch(/^Spillway cannot start: .*--port.*\n$/);
    expect(host.stderr()).toContain(String(port));
    expect(host.stdout()).toBe('');
  });

  it('when its data folder cannot be used', async () => {
    const file = path.join(await makeDataDir(), 'file');
    await writeFile(file, '');
    const host = startHost('--data-dir', path.join(file, 'below'));
    expect(await host.ended).toBe(1);
    expect(host.stderr()).toMatch(/^Spillway cannot start: .*data folder.*\n$/i);
  });

  it.each([['--port', 'http'], ['--port', '65536'], ['--port', '-1'], ['--unknown']])(
    'when given %s %s',
    async (...flags) => {
      const host = startHost(...flags, '--data-dir', await makeDataDir());
      expect(await host.ended).toBe(1);
      expect(host.stderr()).toMatch(/^Spillway cannot start: .*--(port|unknown)/);
    },
  );
});
