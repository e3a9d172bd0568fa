import net from 'node:net';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { WebSocket } from 'ws';
import { frameLimit } from '../../electron/web/socket.ts';
import type { WebServer } from '../../electron/web/server.ts';
import { frameLimit as pageFrameLimit } from '../../renderer/api/transport.ts';
import { ask, enter, serve } from './doors.ts';
import { createSmallBackend } from './small-backend.ts';

let server: WebServer;
let cookie: string;
const host = (): string => `127.0.0.1:${server.port}`;
const asKnown = (headers: Record<string, string> = {}): Record<string, string> => ({ cookie, ...headers });

beforeAll(async () => {
  server = await serve(createSmallBackend());
  cookie = await enter(server.url);
});
afterAll(() => server.close());

/** What a server answers to an upgrade: 101 or its refusal. */
const upgrade = async (headers: Record<string, string>, target = '/rpc'): Promise<number> => {
  const { status } = await ask(server.port, target, {
    connection: 'Upgrade',
    upgrade: 'websocket',
    'sec-websocket-version': '13',
    'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
    ...headers,
  });
  return status;
};

describe('the token', () => {
  it('is exchanged once for a strict cookie and leaves the address', async () => {
    const own = await serve(createSmallBackend());
    try {
      const { search } = new URL(own.url);
      const first = await ask(own.port, `/${search}`);
      expect(first.status).toBe(303);
      expect(first.headers.location).toBe('/');
      expect(String(first.headers['set-cookie'])).toMatch(
        /^spillway-[0-9a-f]{12}=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/,
      );
      const second = await ask(own.port, `/${search}`);
      expect(second.status).toBe(403);
      expect(second.headers['set-cookie']).toBeUndefined();
      expect(second.text).toMatch(/used already.*npm start/s);
    } finally {
      await own.close();
    }
  });

  it('used again by a browser that is let in leads to the page', async () => {
    const { search } = new URL(server.url);
    const again = await ask(server.port, `/${search}`, asKnown());
    expect([again.status, again.headers.location]).toEqual([303, '/']);
  });

  it('is not used up by a HEAD request or a wrong guess', async () => {
    const own = await serve(createSmallBackend());
    try {
      const { search } = new URL(own.url);
      expect((await ask(own.port, `/${search}`, {}, 'HEAD')).status).toBe(401);
      const wrong = await ask(own.port, '/?token=guess');
      expect([wrong.status, wrong.headers['set-cookie']]).toEqual([403, undefined]);
      expect((await ask(own.port, `/${search}`)).status).toBe(303);
    } finally {
      await own.close();
    }
  });

  it('of one host does not open another', async () => {
    const other = await serve(createSmallBackend());
    try {
      const both = `${cookie}; ${await enter(other.url)}`;
      expect((await ask(other.port, '/', { cookie })).status).toBe(401);
      expect((await ask(other.port, '/', { cookie: both })).status).toBe(200);
      expect((await ask(server.port, '/', { cookie: both })).status).toBe(200);
    } finally {
      await other.close();
    }
  });
});

describe('a request', () => {
  it('without the cookie gets no file, only words on how to get in', async () => {
    for (const path of ['/', '/index.html', '/assets/main-a1b2c3.js']) {
      const { status, text } = await ask(server.port, path);
      expect([path, status]).toEqual([path, 401]);
      expect(text).toContain('npm start');
    }
  });

  it.each([
    'evil.example',
    '127.0.0.1.evil.example',
    'localhost.evil.example:80',
    '0.0.0.0',
    '127.0.0.2',
    '[::2]',
    'user@127.0.0.1',
    '127.0.0.1:80:80',
  ])('addressed to %s is refused', async (name) => {
    expect((await ask(server.port, '/', asKnown({ host: name }))).status).toBe(403);
  });

  it.each(['127.0.0.1', 'localhost:4444', '[::1]:4444', '[::1]'])(
    'addressed to %s is served',
    async (name) => {
      expect((await ask(server.port, '/', asKnown({ host: name }))).status).toBe(200);
    },
  );

  it.each(['http://evil.example', 'null', 'http://localhost', 'https://127.0.0.1', 'http://127.0.0.1:1'])(
    'from the origin %s is refused',
    async (origin) => {
      expect((await ask(server.port, '/', asKnown({ origin }))).status).toBe(403);
    },
  );

  it('from its own origin is served, without any word of CORS', async () => {
    const { status, headers } = await ask(server.port, '/', asKnown({ origin: `http://${host()}` }));
    expect(status).toBe(200);
    expect(Object.keys(headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
  });

  it('by another method than GET and HEAD is refused', async () => {
    for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS']) {
      expect((await ask(server.port, '/', asKnown(), method)).status).toBe(405);
    }
  });
});

describe('files', () => {
  it('come with their type, the policy, and caching by their name', async () => {
    const page = await ask(server.port, '/', asKnown());
    expect(page.headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-cache',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
    });
    const policy = String(page.headers['content-security-policy']).split('; ');
    for (const directive of [
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self' 'unsafe-inline'",
      "img-src 'self' data:",
      "font-src 'self'",
      "worker-src 'self'",
      "connect-src 'self'",
      "frame-ancestors 'none'",
    ]) {
      expect(policy).toContain(directive);
    }
    const script = await ask(server.port, '/assets/main-a1b2c3.js', asKnown());
    expect(script.headers).toMatchObject({
      'content-type': 'text/javascript; charset=utf-8',
      'cache-control': 'public, max-age=31536000, immutable',
    });
  });

  it('are compressed for those who can read it', async () => {
    const plain = await ask(server.port, '/assets/main-a1b2c3.js', asKnown());
    const packed = await ask(
      server.port,
      '/assets/main-a1b2c3.js',
      asKnown({ 'accept-encoding': 'gzip, br' }),
    );
    expect(packed.headers['content-encoding']).toBe('gzip');
    expect(packed.text.length).toBeLessThan(plain.text.length / 4);
  });

  it.each([
    '/../secret.json',
    '/assets/../../secret.json',
    '/%2e%2e/secret.json',
    '/..%2fsecret.json',
    '/..%5csecret.json',
    '/..\\secret.json',
    '//etc/passwd',
    '/assets/%00.js',
    '/.%2e/secret.json',
    '/%E0%A4%A.js',
    '/assets',
    '/assets/',
    '/nothing.js',
  ])('outside the page are not found: %s', async (path) => {
    const { status, text } = await ask(server.port, path, asKnown());
    expect(status).toBe(404);
    expect(text).not.toContain('secret');
  });
});

describe('an upgrade', () => {
  it('needs the cookie, our name, and our origin', async () => {
    const origin = `http://${host()}`;
    expect(await upgrade(asKnown({ origin }))).toBe(101);
    expect(await upgrade({ origin })).toBe(401);
    expect(await upgrade(asKnown())).toBe(403);
    expect(await upgrade(asKnown({ origin: 'http://evil.example' }))).toBe(403);
    expect(await upgrade(asKnown({ origin: 'http://localhost:3000' }))).toBe(403);
    expect(await upgrade(asKnown({ origin: 'null' }))).toBe(403);
    expect(await upgrade(asKnown({ origin: 'http://evil.example', host: 'evil.example' }))).toBe(403);
    expect(await upgrade(asKnown({ origin }), '/elsewhere')).toBe(404);
  });

  it('works through a tunnel with another port', async () => {
    expect(await upgrade(asKnown({ origin: 'http://localhost:9000', host: 'localhost:9000' }))).toBe(101);
    expect(await upgrade(asKnown({ origin: 'http://[::1]:9000', host: '[::1]:9000' }))).toBe(101);
  });
});

describe('a socket', () => {
  const connect = async (to: WebServer, held: string, options: object = {}): Promise<WebSocket> => {
    const origin = `http://127.0.0.1:${to.port}`;
    const socket = new WebSocket(`ws://127.0.0.1:${to.port}/rpc`, {
      headers: { cookie: held, origin },
      ...options,
    });
    await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
    return socket;
  };

  it('that sends a frame beyond the limit is closed with 1009, and the others live on', async () => {
    const other = await connect(server, cookie);
    const socket = await connect(server, cookie);
    const closed = new Promise((resolve) => void socket.once('close', resolve));
    socket.on('error', () => undefined);
    socket.send(Buffer.alloc(frameLimit + 1));
    expect(await closed).toBe(1009);
    expect(other.readyState).toBe(WebSocket.OPEN);
    other.close();
    expect(pageFrameLimit).toBe(frameLimit);
  });

  it('that gives no sign of life is dropped, and one that does stays', async () => {
    const quick = await serve(createSmallBackend(), 0, 40);
    try {
      const held = await enter(quick.url);
      const silent = await connect(quick, held, { autoPong: false });
      const lively = await connect(quick, held);
      let pings = 0;
      lively.on('ping', () => (pings += 1));
      await new Promise((resolve) => void silent.once('close', resolve));
      await vi.waitFor(() => expect(pings).toBeGreaterThan(3));
      expect(lively.readyState).toBe(WebSocket.OPEN);
      lively.close();
    } finally {
      await quick.close();
    }
  });

  it('hears 1001 when the host stops', async () => {
    const own = await serve(createSmallBackend());
    const socket = await connect(own, await enter(own.url));
    const closed = new Promise((resolve) => void socket.once('close', (code) => resolve(code)));
    await own.close();
    expect(await closed).toBe(1001);
  });
});

it('the host answers on 127.0.0.1 only', async () => {
  await expect(serve(createSmallBackend(), server.port)).rejects.toMatchObject({
    code: 'EADDRINUSE',
    address: '127.0.0.1',
  });
  const other = net.connect({ host: '::1', port: server.port });
  const code = await new Promise((resolve) => {
    other
      .once('connect', () => resolve('connected'))
      .once('error', (error: NodeJS.ErrnoException) => resolve(error.code));
  });
  other.destroy();
  expect(['ECONNREFUSED', 'EADDRNOTAVAIL']).toContain(code);
});
