import { startFauxqs } from 'fauxqs';
import { inject } from 'vitest';
import { startSandbox } from '../../../electron/sandbox/sandbox.ts';
import { startOddServer } from '../odd-server.ts';

/** A server for the product to be tried on. */
export interface Endpoint {
  url: string;
  close(): Promise<void>;
}

/** Any server of one's own, by its address: `SPILLWAY_ENDPOINT=http://localhost:4566`. */
const given = process.env.SPILLWAY_ENDPOINT;

/** The servers of this run: the one that the environment names, else the sandbox, plain and with odd answers. */
export const servers: readonly string[] = given
  ? [given]
  : process.env.SPILLWAY_SERVER
    ? [process.env.SPILLWAY_SERVER]
    : ['sandbox', 'odd'];

/** Starts a server, or says which independent one cannot be had. */
export async function startEndpoint(name: string): Promise<Endpoint | { missing: string }> {
  if (name === given) return { url: name, close: async () => {} };
  if (name === 'sandbox' || name === 'odd') {
    const sandbox = await startSandbox({ port: 0 });
    if (name === 'sandbox') return { url: sandbox.url, close: () => sandbox.close() };
    const odd = await startOddServer(sandbox.url);
    return {
      url: odd.endpoint,
      async close() {
        await odd.close();
        await sandbox.close();
      },
    };
  }
  if (name === 'fauxqs') {
    const fauxqs = await startFauxqs({ port: 0, logger: false });
    return { url: `http://127.0.0.1:${fauxqs.port}`, close: () => fauxqs.stop() };
  }
  const peer = inject('peer');
  return 'missing' in peer ? peer : { url: peer.endpoint, close: async () => {} };
}
