import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { RPCHandler } from '@orpc/server/ws';
import {
  answerPage,
  noticeAnswer,
  redirectAnswer,
  textAnswer,
  type PageAnswer,
} from '../backend/page-files.ts';
import { notices } from '../backend/page-notice.ts';
import { createDoor, refusal } from './guard.ts';
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

/** Serves the page and its socket on 127.0.0.1; rejects when the port is taken. */
export async function startWebServer(options: WebServerOptions): Promise<WebServer> {
  const door = createDoor();
  const sockets = acceptSockets(options.rpc, options.heartbeat ?? 15_000);

  async function answer(request: IncomingMessage): Promise<PageAnswer> {
    const refused = refusal(request);
    if (refused) return textAnswer(403, refused);
    const { method, url = '/', headers } = request;
    if (method !== 'GET' && method !== 'HEAD') return textAnswer(405, 'Only GET and HEAD are answered here.');
    // The path is taken as it came: `new URL` would resolve `..` before it could be refused.
    const [path = '/', query = ''] = url.split('?', 2);
    const token = new URLSearchParams(query).get('token');
    const known = door.isOpenFor(request);
    if (path === '/' && token !== null && method === 'GET') {
      const cookie = known ? null : door.exchange(token);
      if (!known && !cookie) return noticeAnswer(403, token === door.token ? notices.used : notices.wrong);
      return redirectAnswer('/', cookie);
    }
    if (!known) return noticeAnswer(401, notices.missing);
    return answerPage(options.pageDir, path, /\bgzip\b/.test(String(headers['accept-encoding'])));
  }

  const server = createServer((request, response) => {
    void answer(request)
      .catch(() => textAnswer(500, 'The file could not be read.'))
      .then(({ status, headers, body }) => response.writeHead(status, headers).end(body));
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
