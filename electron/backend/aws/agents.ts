import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import type { Host } from '../host.ts';
import { isLoopback } from './endpoints.ts';

/** How requests leave this machine, as the SDK's clients take it. */
export interface Transport {
  httpAgent: HttpAgent;
  httpsAgent: HttpsAgent;
  connectionTimeout: number;
  requestTimeout: number;
  throwOnRequestTimeout: boolean;
}

/** Connections of a host, kept open between calls. */
export interface Agents {
  /** @param endpoint undefined for AWS's own */
  transport(endpoint: string | undefined): Transport;
  close(): void;
}

// More than a redrive and all else ever have under way: a request that waits for a connection leaves later than its second look.
const maxSockets = 256;

/** @param requestTimeout ms after which an answer will not come */
export function createAgents(env: Host['env'], requestTimeout: number): Agents {
  const pair = (proxyEnv: Host['env'] | undefined): Pick<Transport, 'httpAgent' | 'httpsAgent'> => ({
    httpAgent: new HttpAgent({ keepAlive: true, maxSockets, proxyEnv }),
    httpsAgent: new HttpsAgent({ keepAlive: true, maxSockets, proxyEnv }),
  });
  // HTTPS_PROXY and NO_PROXY count, but never for this machine itself.
  const local = pair(undefined);
  const far = pair(env);
  return {
    transport: (endpoint) => ({
      ...(endpoint && isLoopback(endpoint) ? local : far),
      connectionTimeout: 6_000,
      requestTimeout,
      throwOnRequestTimeout: true,
    }),
    close() {
      for (const agents of [local, far]) {
        agents.httpAgent.destroy();
        agents.httpsAgent.destroy();
      }
    },
  };
}
