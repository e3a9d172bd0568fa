import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { RPCHandler } from '@orpc/server/ws';
import { pageHeaders, readPageFile } from '../backend/page-files.ts';
import { createDoor, refusal } from './guard.ts';
import { noticePage, notices } from './notice.ts';
import { acceptSockets, socketPath } from './socket.ts';

export interface WebServerOptions {
  /** 0 takes a free one. */
  port: number;
  /** Folder of the built page. */
  pageDir: string;
  rpc: RPCHandler<Record<never, never>>;
  /** How often a silent socket is asked for a sign of life, ms. */
  heartbeat?: number;
}

export interface WebServer {
  port: number;
  /** The address with its one-time token. */
  url: string;
  close(): Promise<void>;
}

const compress = promisify(gzip);

/** Serves the page and its socket on 127.0.0.1; rejects when the port is taken. */
export async function startWebServer(options: WebServerOptions): Promise<WebServer> {
  const door = createDoor();
  const sockets = acceptSockets(options.rpc, options.heartbeat ?? 15_000);

  const send = (response: ServerResponse, status: number, body: string | Buffer, headers: object): void => {
    response.writeHead(status, { ...pageHeaders, 'cache-control': 'no-store', ...headers }).end(body);
  };
  const notify = (response: ServerResponse, status: number, text: string): void =>
    send(response, status, noticePage(text), { 'content-type': 'text/html; charset=utf-8' });
  const refuse = (response: ServerResponse, status: number, text: string): void =>
    send(response, status, `${text}\n`, { 'content-type': 'text/plain; charset=utf-8' });

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const refused = refusal(request);
    if (refused) return refuse(response, 403, refused);
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      return refuse(response, 405, 'Only GET and HEAD are answered here.');
    }
    // The path is taken as it came: `new URL` would resolve `..` before it could be refused.
    const [path = '/', query = ''] = (request.url ?? '/').split('?', 2);
    const token = new URLSearchParams(query).get('token');
    const known = door.isOpenFor(request);
    if (path === '/' && token !== null && request.method === 'GET') {
      const cookie = known ? null : door.exchange(token);
      if (!known && !cookie)
        return notify(response, 403, token === door.token ? notices.used : notices.wrong);
      return send(response, 303, '', { location: '/', ...(cookie && { 'set-cookie': cookie }) });
    }
    if (!known) return notify(response, 401, notices.missing);
    const file = await readPageFile(options.pageDir, path);
    if (!file)
      return path === '/'
        ? notify(response, 503, notices.unbuilt)
        : refuse(response, 404, 'There is no such file.');
    const packed = file.text && /\bgzip\b/.test(String(request.headers['accept-encoding']));
    send(response, 200, packed ? await compress(file.body) : file.body, {
      'content-type': file.type,
      'cache-control': file.immutable ? 'public, max-age=31536000, immutable' : 'no-cache',
      vary: 'accept-encoding',
      ...(packed && { 'content-encoding': 'gzip' }),
    });
  }

  const server = createServer((request, response) => {
    answer(request, response).catch(() => refuse(response, 500, 'The file could not be read.'));
  });
  server.on('upgrade', (request, stream, head) => {
    stream.on('error', () => stream.destroy());
    const refused = refusal(request);
    const status = refused ? '403 Forbidden' : !door.isOpenFor(request) ? '401 Unauthorized' : null;
    const found = request.url === socketPath ? status : '404 Not Found';
    if (found) stream.end(`HTTP/1.1 ${found}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
    else sockets.accept(request, stream, head);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(options.port, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;

  return {
    port,
    url: `http://127.0.0.1:${port}/?token=${door.token}`,
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      await sockets.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
