import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { RPCHandler } from '@orpc/server/ws';
import { WebSocketServer, type WebSocket } from 'ws';

/** Where the page opens its socket. */
export const socketPath = '/rpc';
/** Largest frame taken, bytes: ten messages of SQS's largest size as base64, and room. The page knows it too. */
export const frameLimit = 16 * 1024 * 1024;

export interface Sockets {
  accept(request: IncomingMessage, stream: Duplex, head: Buffer): void;
  /** Says goodbye to all and waits until they are gone. */
  close(): Promise<void>;
}

/** Speaks the contract over sockets that were let in. */
export function acceptSockets(rpc: RPCHandler<Record<never, never>>, heartbeat: number): Sockets {
  // A frame beyond the limit closes its socket with 1009, which the page turns into words.
  const server = new WebSocketServer({ noServer: true, maxPayload: frameLimit, perMessageDeflate: false });
  const alive = new WeakSet<WebSocket>();

  server.on('connection', (socket) => {
    alive.add(socket);
    socket.on('pong', () => alive.add(socket));
    // ws closes the socket itself after an error; unheard, the event would end the process.
    socket.on('error', () => undefined);
    void rpc.upgrade(socket);
  });
  // A laptop that fell asleep or a cut tunnel sends no FIN: without this its streams would run on for hours.
  const timer = setInterval(() => {
    for (const socket of server.clients) {
      if (!alive.delete(socket)) socket.terminate();
      else socket.ping();
    }
  }, heartbeat);
  timer.unref();

  return {
    accept: (request, stream, head) =>
      server.handleUpgrade(request, stream, head, (socket) => server.emit('connection', socket, request)),
    async close() {
      clearInterval(timer);
      const gone = [...server.clients].map(
        (socket) => new Promise((resolve) => void socket.once('close', resolve)),
      );
      for (const socket of server.clients) {
        socket.close(1001, 'Spillway is stopping.');
        setTimeout(() => socket.terminate(), 1000).unref();
      }
      await Promise.all(gone);
    },
  };
}
