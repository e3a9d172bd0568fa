import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { SNSClient } from '@aws-sdk/client-sns';
import { SQSClient } from '@aws-sdk/client-sqs';
import { STSClient } from '@aws-sdk/client-sts';
import type { Scope } from '../../contract/procedure.ts';
import type { Host } from '../host.ts';
import type { Credentials, CredentialsOf } from './credentials.ts';
import { isLoopback, type Service } from './endpoints.ts';
import { toAwsFailure } from './failures.ts';
import type { ProfileBook } from './profiles.ts';

/**
 * How a client behaves when a call fails: `patient` tries again (for what changes nothing), `once` never does
 * (send, publish, delete, receive: a second try could do it twice).
 */
export type Manner = 'patient' | 'once';

/** Clients by profile and region, made on first use. Whatever they throw is a failure of the contract. */
export interface Clients {
  sqs(scope: Scope, manner?: Manner): Promise<SQSClient>;
  sns(scope: Scope, manner?: Manner): Promise<SNSClient>;
  sts(scope: Scope): Promise<STSClient>;
  close(): void;
}

type AnyClient = SQSClient | SNSClient | STSClient;

interface ClientConfig {
  region: string;
  endpoint?: string;
  useFipsEndpoint: boolean;
  useDualstackEndpoint: boolean;
  credentials: () => Promise<Credentials>;
  retryMode: string;
  maxAttempts: number;
  requestHandler: {
    httpAgent: HttpAgent;
    httpsAgent: HttpsAgent;
    connectionTimeout: number;
    requestTimeout: number;
    throwOnRequestTimeout: boolean;
  };
}

// A long poll takes 20 s; beyond this an answer will not come.
const answerTimeout = 40_000;

/** The clients of a host. */
export function createClients(host: Host, book: ProfileBook, credentialsOf: CredentialsOf): Clients {
  const agents = {
    local: {
      httpAgent: new HttpAgent({ keepAlive: true, maxSockets: 50 }),
      httpsAgent: new HttpsAgent({ keepAlive: true, maxSockets: 50 }),
    },
    // HTTPS_PROXY and NO_PROXY count, but never for this machine itself.
    far: {
      httpAgent: new HttpAgent({ keepAlive: true, maxSockets: 50, proxyEnv: host.env }),
      httpsAgent: new HttpsAgent({ keepAlive: true, maxSockets: 50, proxyEnv: host.env }),
    },
  };
  const cache = new Map<string, AnyClient>();

  async function client<Client extends AnyClient>(
    service: Service,
    scope: Scope,
    manner: Manner,
    make: (config: ClientConfig) => Client,
    isIt: (client: AnyClient) => client is Client,
  ): Promise<Client> {
    const endpoint = await book.endpoint(scope.profile, service);
    // The endpoint is part of the key: another one in the AWS files makes another client.
    const variant = await book.variant(scope.profile);
    const key = JSON.stringify([service, scope, manner, endpoint, variant]);
    const known = cache.get(key);
    if (known && isIt(known)) return known;
    const made = make({
      region: scope.region,
      ...(endpoint ? { endpoint } : {}),
      ...variant,
      // Never the SDK's own cache: it keeps credentials without an end for good, even when the files change.
      credentials: () => freshly(credentialsOf(scope.profile)),
      retryMode: manner === 'patient' ? 'adaptive' : 'standard',
      maxAttempts: manner === 'patient' ? 4 : 1,
      requestHandler: {
        ...(endpoint && isLoopback(endpoint) ? agents.local : agents.far),
        connectionTimeout: 6_000,
        requestTimeout: answerTimeout,
        throwOnRequestTimeout: true,
      },
    });
    mapFailures(made, service, scope);
    cache.set(key, made);
    return made;
  }

  return {
    sqs: (scope, manner = 'patient') =>
      client(
        'sqs',
        scope,
        manner,
        // A queue URL comes from outside: it must not decide where signed requests go. Digests are checked by our own
        // code, which knows attributes too and does not lose the receipt handles of a batch when one differs.
        (config) => new SQSClient({ ...config, useQueueUrlAsEndpoint: false, md5: false }),
        (made) => made instanceof SQSClient,
      ),
    sns: (scope, manner = 'patient') =>
      client(
        'sns',
        scope,
        manner,
        (config) => new SNSClient({ ...config }),
        (made) => made instanceof SNSClient,
      ),
    sts: (scope) =>
      client(
        'sts',
        scope,
        'patient',
        (config) => new STSClient({ ...config }),
        (made) => made instanceof STSClient,
      ),
    close() {
      for (const made of cache.values()) made.destroy();
      for (const pair of Object.values(agents)) {
        pair.httpAgent.destroy();
        pair.httpsAgent.destroy();
      }
    },
  };
}

// The SDK asks again for credentials that end within five minutes.
async function freshly(credentials: Promise<Credentials>): Promise<Credentials> {
  const known = await credentials;
  return { ...known, expiration: known.expiration ?? new Date(Date.now() + 6 * 60_000) };
}

/** Puts the failure map round every call of a client, outside of its retries. */
function mapFailures(client: AnyClient, service: Service, scope: Scope): void {
  const sent = new WeakSet<object>();
  // The four client types share this shape, but not a type that allows one call for all.
  const stack = client.middlewareStack as SNSClient['middlewareStack'];
  stack.add(
    (next, context) => async (args) => {
      try {
        return await next(args);
      } catch (error) {
        const input: Record<string, unknown> = { ...args.input };
        const resource = input.QueueUrl ?? input.TopicArn ?? input.SubscriptionArn;
        throw toAwsFailure(error, {
          // Named ListQueuesCommand for the action ListQueues.
          operation: (context.commandName ?? 'Unknown').replace(/Command$/, ''),
          service,
          profile: scope.profile,
          region: scope.region,
          resource: typeof resource === 'string' ? resource : undefined,
          sent: sent.has(context),
        });
      }
    },
    { step: 'initialize', priority: 'high', name: 'spillwayFailures' },
  );
  stack.add(
    (next, context) => (args) => {
      sent.add(context);
      return next(args);
    },
    { step: 'deserialize', priority: 'low', name: 'spillwaySent' },
  );
}
