import { mkdtemp, mkdir, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { RPCHandler as PortHandler } from '@orpc/server/message-port';
import { RPCHandler as SocketHandler } from '@orpc/server/ws';
import { startWebServer, type WebServer } from '../../electron/web/server.ts';
import { dialSocket, openPort, type Dial } from '../../renderer/api/transport.ts';
import type { SmallBackend } from './small-backend.ts';

/** A built page as small as can be. */
export async function makePage(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'spillway-page-'));
  await mkdir(path.join(folder, 'page', 'assets'), { recursive: true });
  await writeFile(path.join(folder, 'page', 'index.html'), '<!doctype html><title>Spillway</title>');
  await writeFile(path.join(folder, 'page', 'assets', 'main-a1b2c3.js'), 'export {};\n'.repeat(200));
  await writeFile(path.join(folder, 'secret.json'), '{"secret":true}');
  return path.join(folder, 'page');
}

export const serve = async (backend: SmallBackend, port = 0, heartbeat?: number): Promise<WebServer> =>
  startWebServer({ port, pageDir: await makePage(), rpc: new SocketHandler(backend.router), heartbeat });

export interface Answer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  text: string;
}

/** A request as it is: the path is not normalised and any header may be given. */
export function ask(
  port: number,
  target: string,
  headers: Record<string, string> = {},
  method = 'GET',
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const call = request({ host: '127.0.0.1', port, path: target, method, headers }, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('end', () =>
        resolve({
          status: response.statusCode ?? 0,
          headers: response.headers,
          text: Buffer.concat(parts).toString('utf8'),
        }),
      );
    });
    call.on('upgrade', (response, socket) => {
      socket.destroy();
      resolve({ status: response.statusCode ?? 0, headers: response.headers, text: '' });
    });
    call.on('error', reject).end();
  });
}

/** Uses the token of the printed address and gives back the cookie. */
export async function enter(url: string): Promise<string> {
  const { port, search } = new URL(url);
  const { headers } = await ask(Number(port), `/${search}`);
  return String(headers['set-cookie']).split(';')[0] ?? '';
}

/** Dials a real socket as a browser that holds the cookie would. */
export function dialHost(port: () => number, cookie: () => string): Dial {
  const open = (): WebSocket => {
    const origin = `http://127.0.0.1:${port()}`;
    // Node's own WebSocket takes headers, which the DOM's type does not know.
    const options: unknown = { headers: { cookie: cookie(), origin } };
    return new WebSocket(`ws://127.0.0.1:${port()}/rpc`, options as string[]);
  };
  return dialSocket(open, async () => {
    try {
      return (await ask(port(), '/', { cookie: cookie() }, 'HEAD')).status === 401;
    } catch {
      return false;
    }
  });
}

/** Dials a port: a new channel each time, answered by the backend at the other end. */
export function dialChannel(
  backend: SmallBackend,
  onPort: (port: MessagePort) => void = () => undefined,
): Dial {
  return () => {
    const { port1, port2 } = new MessageChannel();
    new PortHandler(backend.router).upgrade(port1);
    port1.start();
    onPort(port1);
    return Promise.resolve(openPort(port2));
  };
}
