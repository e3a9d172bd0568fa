import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { S3Client } from '@aws-sdk/client-s3';
import { SNSClient } from '@aws-sdk/client-sns';
import { SQSClient } from '@aws-sdk/client-sqs';
import { STSClient } from '@aws-sdk/client-sts';
import type { Scope } from '../../contract/procedure.ts';
import type { Host } from '../host.ts';
import type { Activity } from './activity.ts';
import { createAgents, type Transport } from './agents.ts';
import { createBulkCall, type BulkCall } from './bulk-calls.ts';
import type { Credentials, CredentialsOf } from './credentials.ts';
import type { Service } from './endpoints.ts';
import { watchCalls } from './middleware.ts';
import type { ProfileBook } from './profiles.ts';
import { rememberBriefly } from './remember-briefly.ts';

/**
 * How a client behaves when a call fails: `patient` tries again (for what changes nothing), `once` never does
 * (send, publish, delete, receive: a second try could do it twice).
 */
export type Manner = 'patient' | 'once';

/** Clients by profile and region, made on first use. Whatever they throw is a failure of the contract. */
export interface Clients {
  sqs(scope: Scope, manner?: Manner): Promise<SQSClient>;
  /** The calls that a redrive makes by the thousand, beside the client that never tries again. */
  bulk(scope: Scope): Promise<BulkCall>;
  sns(scope: Scope, manner?: Manner): Promise<SNSClient>;
  sts(scope: Scope, manner?: Manner): Promise<STSClient>;
  cloudwatch(scope: Scope, manner?: Manner): Promise<CloudWatchClient>;
  /** With `forcePathStyle` where the endpoint is not AWS's own. */
  s3(scope: Scope, manner?: Manner): Promise<S3Client>;
  /** Where the calls of each service go, AWS's own addresses included. */
  endpoints(scope: Scope): Promise<Partial<Record<Service, string>>>;
  close(): void;
}

type AnyClient = SQSClient | SNSClient | STSClient | CloudWatchClient | S3Client;

interface ClientConfig {
  region: string;
  endpoint?: string;
  useFipsEndpoint: boolean;
  useDualstackEndpoint: boolean;
  credentials: () => Promise<Credentials>;
  retryMode: string;
  maxAttempts: number;
  requestHandler: Transport;
}

// The files are asked about once in this time, not before each of hundreds of calls a second. Milliseconds.
const bulkMemory = 1000;
// A long poll takes 20 s; beyond this an answer will not come.
const answerTimeout = 40_000;

/** The clients of a host. */
export function createClients(
  host: Host,
  book: ProfileBook,
  credentialsOf: CredentialsOf,
  activity: Pick<Activity, 'count'>,
): Clients {
  const agents = createAgents(host.env, answerTimeout);
  const cache = new Map<string, { edition: string; made: AnyClient }>();

  async function client<Client extends AnyClient>(
    service: Service,
    scope: Scope,
    manner: Manner,
    make: (config: ClientConfig) => Client,
    isIt: (client: AnyClient) => client is Client,
  ): Promise<Client> {
    const endpoint = await book.endpoint(scope.profile, service);
    const variant = await book.variant(scope.profile);
    // Made anew when the files say something else: a client keeps its endpoint, and its credentials for a while.
    const edition = JSON.stringify([endpoint, variant, await book.stamp(scope.profile)]);
    const key = JSON.stringify([service, scope, manner]);
    const known = cache.get(key);
    if (known?.edition === edition && isIt(known.made)) return known.made;
    const made = make({
      region: scope.region,
      ...(endpoint ? { endpoint } : {}),
      ...variant,
      // Never the SDK's own cache: it keeps credentials without an end for good, even when the files change.
      credentials: () => freshly(credentialsOf(scope.profile)),
      retryMode: manner === 'patient' ? 'adaptive' : 'standard',
      maxAttempts: manner === 'patient' ? 4 : 1,
      requestHandler: agents.transport(endpoint),
    });
    watchCalls(made, { service, scope, activity });
    cache.set(key, { edition, made });
    return made;
  }

  const sqs: Clients['sqs'] = (scope, manner = 'patient') =>
    client(
      'sqs',
      scope,
      manner,
      // A queue URL comes from outside: it must not decide where signed requests go. Digests are checked by our own
      // code, which knows attributes too and does not lose the receipt handles of a batch when one differs.
      (config) => new SQSClient({ ...config, useQueueUrlAsEndpoint: false, md5: false }),
      (made) => made instanceof SQSClient,
    );
  const bulks = new WeakMap<SQSClient, BulkCall>();
  const makeBulk = async (scope: Scope): Promise<BulkCall> => {
    const made = await sqs(scope, 'once');
    const known = bulks.get(made);
    if (known) return known;
    const { profile } = scope;
    const [endpoint, variant] = await Promise.all([book.endpoint(profile, 'sqs'), book.variant(profile)]);
    const call = createBulkCall(made, scope, endpoint, variant, activity);
    bulks.set(made, call);
    return call;
  };
  const bulkOf = rememberBriefly(bulkMemory, makeBulk, ({ profile, region }) => `${profile}\n${region}`);
  const sns: Clients['sns'] = (scope, manner = 'patient') =>
    client(
      'sns',
      scope,
      manner,
      (config) => new SNSClient({ ...config }),
      (made) => made instanceof SNSClient,
    );
  const sts: Clients['sts'] = (scope, manner = 'patient') =>
    client(
      'sts',
      scope,
      manner,
      (config) => new STSClient({ ...config }),
      (made) => made instanceof STSClient,
    );
  const cloudwatch: Clients['cloudwatch'] = (scope, manner = 'patient') =>
    client(
      'cloudwatch',
      scope,
      manner,
      (config) => new CloudWatchClient({ ...config }),
      (made) => made instanceof CloudWatchClient,
    );
  const s3: Clients['s3'] = (scope, manner = 'patient') =>
    client(
      's3',
      scope,
      manner,
      (config) =>
        new S3Client({
          ...config,
          // Other servers have no host name for each bucket, and often know no checksums in trailers.
          forcePathStyle: config.endpoint !== undefined,
          requestChecksumCalculation: 'WHEN_REQUIRED',
          responseChecksumValidation: 'WHEN_REQUIRED',
        }),
      (made) => made instanceof S3Client,
    );

  return {
    sqs,
    bulk: bulkOf,
    sns,
    sts,
    cloudwatch,
    s3,
    async endpoints(scope) {
      const { useFipsEndpoint: UseFIPS, useDualstackEndpoint: UseDualStack } = await book.variant(
        scope.profile,
      );
      const Region = scope.region;
      const own = {
        sqs: async () => (await sqs(scope)).config.endpointProvider({ Region, UseFIPS, UseDualStack }),
        sns: async () => (await sns(scope)).config.endpointProvider({ Region, UseFIPS, UseDualStack }),
        sts: async () => (await sts(scope)).config.endpointProvider({ Region, UseFIPS, UseDualStack }),
        cloudwatch: async () =>
          (await cloudwatch(scope)).config.endpointProvider({ Region, UseFIPS, UseDualStack }),
        s3: async () => (await s3(scope)).config.endpointProvider({ Region, UseFIPS, UseDualStack }),
      };
      const found = await Promise.all(
        (Object.keys(own) as Array<keyof typeof own>).map(async (service) => [
          service,
          (await book.endpoint(scope.profile, service)) ?? (await own[service]()).url.origin,
        ]),
      );
      return Object.fromEntries(found) as Partial<Record<Service, string>>;
    },
    close() {
      for (const { made } of cache.values()) made.destroy();
      agents.close();
    },
  };
}

// The SDK asks again for credentials that end within five minutes.
async function freshly(credentials: Promise<Credentials>): Promise<Credentials> {
  const known = await credentials;
  return { ...known, expiration: known.expiration ?? new Date(Date.now() + 6 * 60_000) };
}
