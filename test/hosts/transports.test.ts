import { createORPCClient } from '@orpc/client';
import type { ContractRouterClient } from '@orpc/contract';
import { createRouterClient } from '@orpc/server';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Contract } from '../../electron/contract/index.ts';
import { createLink } from '../../renderer/api/link.ts';
import { createRedialler, type Redialler } from '../../renderer/api/redial.ts';
import { frameLimit, openPort, type Dial } from '../../renderer/api/transport.ts';
import { dialChannel, dialHost, enter, serve } from './doors.ts';
import { createSmallBackend, type SmallBackend } from './small-backend.ts';

const scope = { profile: 'sandbox', region: 'us-east-1' };
const urls = ['http://127.0.0.1/1/a'];
const closers: Array<() => unknown> = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

type Client = Pick<ContractRouterClient<Contract>, 'settings' | 'profiles' | 'audit' | 'queues'>;
const after = (ms: number, act: () => void): (() => void) => {
  const timer = setTimeout(act, Math.min(ms, 5));
  return () => clearTimeout(timer);
};
function linkTo(dial: Dial): { client: Client; link: Redialler } {
  const link = createRedialler(dial, { after });
  closers.push(() => link.close());
  return { client: createORPCClient(createLink(link)), link };
}

/** A connection that can be cut, and made again by the link itself. */
interface Line {
  client: Client;
  link: Redialler;
  cut(): void;
}
async function socketLine(backend: SmallBackend): Promise<Line> {
  const server = await serve(backend);
  closers.push(() => server.close());
  const cookie = await enter(server.url);
  const dial = dialHost(
    () => server.port,
    () => cookie,
  );
  let cut: () => void = () => undefined;
  const made = linkTo(async () => {
    const session = await dial();
    cut = session.close;
    return session;
  });
  return { ...made, cut: () => cut() };
}
function portLine(backend: SmallBackend): Promise<Line> {
  let far: MessagePort | undefined;
  const made = linkTo(dialChannel(backend, (port) => (far = port)));
  return Promise.resolve({ ...made, cut: () => far?.close() });
}

const lines = [
  ['a message port', portLine],
  ['a socket', socketLine],
] as const;

type Open = (backend: SmallBackend) => Promise<{ client: Client }>;
const inProcess: Open = (backend) =>
  Promise.resolve({ client: createRouterClient(backend.router) as Client });

describe.each<readonly [string, Open]>([['in-process', inProcess], ...lines])(
  'calls over %s',
  (_name, open) => {
    it('answer, with defaults filled in', async () => {
      const { client } = await open(createSmallBackend());
      expect(await client.settings.about({})).toMatchObject({ version: '1', host: 'test' });
      expect(await client.settings.set({ theme: 'dark' })).toMatchObject({ theme: 'dark', workspace: [] });
    });

    it('fail with code, message and data of the contract', async () => {
      const { client } = await open(createSmallBackend());
      await expect(client.profiles.identify({ scope })).rejects.toMatchObject({
        code: 'SSO_LOGIN_NEEDED',
        message: 'The session has ended.',
        data: { retryable: false, command: 'aws sso login --profile shop' },
        defined: true,
      });
    });

    it('refuse an input that does not fit', async () => {
      const { client } = await open(createSmallBackend());
      await expect(client.queues.watch({ scope, urls: [] })).rejects.toMatchObject({ code: 'BAD_REQUEST' });
    });

    it('stream in order and stop at the source when the reader leaves', async () => {
      const backend = createSmallBackend();
      const { client } = await open(backend);
      const seen: string[] = [];
      for await (const [event] of await client.queues.watch({ scope, urls })) {
        seen.push(event?.url ?? '');
        if (seen.length === 2) break;
      }
      expect(seen).toEqual(['step-0', 'step-1']);
      await vi.waitFor(() => expect(backend.seen.streams).toBe(0));
    });

    it('cancel at the source when the caller gives up', async () => {
      const backend = createSmallBackend();
      const { client } = await open(backend);
      const giveUp = new AbortController();
      const call = client.settings.get({}, { signal: giveUp.signal });
      const settled = call.catch(() => 'given up');
      await vi.waitFor(() => expect(backend.seen.calls).toContain('settings.get'));
      giveUp.abort();
      expect(await settled).toBe('given up');
      await vi.waitFor(() => expect(backend.seen.aborted).toEqual(['settings.get']));
    });
  },
);

describe.each(lines)('a lost connection over %s', (_name, open) => {
  it('is made again, and reads that were under way are made again', async () => {
    const backend = createSmallBackend();
    const { client, link, cut } = await open(backend);
    const states: string[] = [];
    link.onState((state) => states.push(state));
    const giveUp = new AbortController();
    const settled = client.settings.get({}, { signal: giveUp.signal }).catch((error: unknown) => error);
    await vi.waitFor(() => expect(backend.seen.calls).toEqual(['settings.get']));
    cut();
    await vi.waitFor(() => expect(backend.seen.calls).toEqual(['settings.get', 'settings.get']));
    expect(states.slice(-2)).toEqual(['lost', 'open']);
    expect(await client.settings.about({})).toMatchObject({ version: '1' });
    giveUp.abort();
    expect(await settled).toMatchObject({ code: 'CANCELLED' });
  });

  it('fails a write as DISCONNECTED, never sends it again, and its outcome can be looked up', async () => {
    const backend = createSmallBackend();
    const { client, cut } = await open(backend);
    let release: () => void = () => undefined;
    backend.seen.gate = new Promise((resolve) => (release = resolve));
    closers.push(() => release());
    const settled = client.settings.set({ theme: 'dark' }).catch((error: unknown) => error);
    await vi.waitFor(() => expect(backend.seen.calls).toEqual(['settings.set']));
    cut();
    const error = await settled;
    expect(error).toMatchObject({ code: 'DISCONNECTED', sent: true, data: { retryable: false } });
    const { callId } = error as { callId: string };
    expect(await client.audit.outcome({ callId })).toMatchObject({ id: callId, outcome: 'done' });
    expect(backend.seen.calls).toEqual(['settings.set']);
  });

  it('opens streams again', async () => {
    const backend = createSmallBackend();
    const { client, cut } = await open(backend);
    const seen: string[] = [];
    for await (const [event] of await client.queues.watch({ scope, urls })) {
      seen.push(event?.url ?? '');
      if (seen.length === 2) cut();
      if (seen.length === 4) break;
    }
    expect(seen).toEqual(['step-0', 'step-1', 'step-0', 'step-1']);
    await vi.waitFor(() => expect(backend.seen.streams).toBe(0));
  });

  it('keeps the call id that the caller chose', async () => {
    const backend = createSmallBackend();
    const { client } = await open(backend);
    const callId = crypto.randomUUID();
    await client.settings.set({ theme: 'light', callId });
    expect([...backend.seen.outcomes.keys()]).toEqual([callId]);
  });
});

describe('while there is no connection', () => {
  it('a write fails at once as never sent, and a read waits until it is given up', async () => {
    const { client, link } = linkTo(() => Promise.reject(new Error('nobody there')));
    await vi.waitFor(() => expect(link.state()).toBe('lost'));
    await expect(client.settings.set({})).rejects.toMatchObject({ code: 'DISCONNECTED', sent: false });
    const giveUp = new AbortController();
    const settled = client.settings.about({}, { signal: giveUp.signal }).catch((error: unknown) => error);
    giveUp.abort();
    expect(await settled).toMatchObject({ code: 'CANCELLED' });
  });

  it('waits longer between tries, up to ten seconds, each with a random part', async () => {
    const asked: number[] = [];
    const link = createRedialler(() => Promise.reject(new Error('nobody there')), {
      random: () => 1,
      after: (ms, act) => {
        asked.push(ms);
        if (asked.length < 9) queueMicrotask(act);
        return () => undefined;
      },
    });
    closers.push(() => link.close());
    await vi.waitFor(() => expect(asked).toHaveLength(9));
    expect(asked).toEqual([200, 400, 800, 1600, 3200, 6400, 10_000, 10_000, 10_000]);
    const early: number[] = [];
    const other = createRedialler(() => Promise.reject(new Error('nobody there')), {
      random: () => 0,
      after: (ms) => {
        early.push(ms);
        return () => undefined;
      },
    });
    closers.push(() => other.close());
    await vi.waitFor(() => expect(early).toEqual([100]));
  });

  it('gives up a read that breaks its connection each time', async () => {
    let tries = 0;
    const { client } = linkTo(() => {
      const { port1, port2 } = new MessageChannel();
      port1.addEventListener('message', () => {
        tries += 1;
        port1.close();
      });
      port1.start();
      return Promise.resolve(openPort(port2));
    });
    await expect(client.settings.about({})).rejects.toMatchObject({ code: 'DISCONNECTED' });
    expect(tries).toBe(5);
  });
});

describe('over a socket', () => {
  it('a call beyond the frame limit is refused before it is sent, and the socket lives on', async () => {
    const backend = createSmallBackend();
    const { client, link } = await socketLine(backend);
    await client.settings.about({});
    const text = '물'.repeat(frameLimit / 3 + 1);
    await expect(client.audit.list({ text })).rejects.toMatchObject({ code: 'TOO_LARGE' });
    expect(link.state()).toBe('open');
    expect(await client.settings.about({})).toMatchObject({ version: '1' });
  });

  it('finds a host again that was started anew on the same port, once the browser was let in', async () => {
    const backend = createSmallBackend();
    const first = await serve(backend);
    let cookie = await enter(first.url);
    const { client, link } = linkTo(
      dialHost(
        () => first.port,
        () => cookie,
      ),
    );
    await client.settings.about({});
    await first.close();
    await vi.waitFor(() => expect(link.state()).toBe('lost'));
    const second = await serve(backend, first.port);
    closers.push(() => second.close());
    await vi.waitFor(() => expect(link.ending()).toBe('signed-out'));
    const read = client.settings.about({});
    cookie = await enter(second.url);
    expect(await read).toMatchObject({ version: '1' });
    expect(link.state()).toBe('open');
  });
});
