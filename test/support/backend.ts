import { createServer, type IncomingMessage } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { createBackend, type Backend } from '../../electron/backend/backend.ts';
import { isFailure, toFailure } from '../../electron/backend/failures.ts';
import type { Failure, Scope } from '../../electron/contract/index.ts';
import { createTestHost, type TestHost } from './host.ts';

/** A backend on a test host. */
export interface TestBackend {
  host: TestHost;
  backend: Backend;
  client: Backend['client'];
  close(): Promise<void>;
}

/** Starts a backend; `close` removes its folder too. */
export async function startTestBackend(
  options: Parameters<typeof createTestHost>[0] = {},
): Promise<TestBackend> {
  const host = createTestHost(options);
  const backend = await createBackend(host);
  return {
    host,
    backend,
    client: backend.client,
    async close() {
      await backend.close();
      host.remove();
    },
  };
}

/** The sandbox profile in its default region. */
export const sandboxScope: Scope = { profile: 'sandbox', region: 'us-east-1' };

/** The failure that a call rejects with; any other outcome throws. */
export async function failureOf(call: Promise<unknown>): Promise<Failure> {
  try {
    await call;
  } catch (error) {
    if (isFailure(error)) return toFailure(error);
    throw error;
  }
  throw new Error('the call should have failed');
}

/** A request that reached the answering endpoint. */
export interface Asked {
  /** AWS action, of either protocol. */
  action: string;
  body: string;
  headers: IncomingMessage['headers'];
}

/** What the endpoint answers; undefined cuts the connection without a byte. */
export type Answer = { status: number; body?: string; headers?: Record<string, string> } | undefined;

/** An HTTP endpoint on loopback that answers as told. */
export interface Answering {
  url: string;
  asked: Asked[];
  close(): Promise<void>;
}

/** Starts an endpoint whose answers `answer` gives. */
export async function startAnswering(answer: (asked: Asked) => Answer | Promise<Answer>): Promise<Answering> {
  const asked: Asked[] = [];
  const server = createServer((request, response) => {
    void (async () => {
      const body = await text(request);
      const target = request.headers['x-amz-target'];
      const action =
        (typeof target === 'string' ? target.split('.')[1] : new URLSearchParams(body).get('Action')) ?? '';
      const one = { action, body, headers: request.headers };
      asked.push(one);
      const given = await answer(one);
      if (!given) {
        request.socket.destroy();
        return;
      }
      response.writeHead(given.status, given.headers).end(given.body ?? '');
    })();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}
