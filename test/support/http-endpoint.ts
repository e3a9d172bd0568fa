import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { vi } from 'vitest';

/** A request that an endpoint got. */
export interface Received {
  headers: IncomingHttpHeaders;
  body: string;
}

/** An HTTP endpoint on loopback, as a subscriber runs one. */
export interface HttpEndpoint {
  url: string;
  received: Received[];
  /** What it answers with, one status a request; 200 once these are used up. */
  answers: number[];
  /** Waits until so many requests came in. */
  until(count: number): Promise<void>;
  close(): Promise<void>;
}

/** Starts an endpoint that records what it gets. */
export async function startHttpEndpoint(): Promise<HttpEndpoint> {
  const received: Received[] = [];
  const answers: number[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      received.push({ headers: request.headers, body: Buffer.concat(chunks).toString() });
      response.writeHead(answers.shift() ?? 200).end();
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    received,
    answers,
    until: (count) =>
      vi.waitUntil(() => received.length >= count, { timeout: 5000, interval: 5 }).then(() => {}),
    async close() {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}
