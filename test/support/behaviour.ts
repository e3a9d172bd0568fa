import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { SNSClient } from '@aws-sdk/client-sns';
import { CreateQueueCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { startFauxqs } from 'fauxqs';
import { afterAll, expect, inject, test, vi } from 'vitest';
import type { Deviation } from '../compat/deviation.ts';
import { elasticmqDeviations } from '../compat/elasticmq-deviations.ts';
import { fauxqsDeviations } from '../compat/fauxqs-deviations.ts';
import { motoDeviations } from '../compat/moto-deviations.ts';
import { ACCOUNT, createClients, startTestSandbox } from './sandbox.ts';

/**
 * The behaviour suite: what SQS and SNS do, as tests over HTTP with AWS's own clients. The very same tests run against
 * the sandbox and, where `SPILLWAY_SERVER` names one, against an independent server with a list of argued deviations.
 */
export interface Behaviour {
  sqs: SQSClient;
  sns: SNSClient;
  /** The account that `sqs` and `sns` belong to, and their region. */
  account: string;
  region: string;
  endpoint: string;
  /** What a request below the SDK has to send, besides its signature, to be of `account`. */
  headers: Record<string, string>;
  /** Clients of another account or region. */
  as(account: string, region?: string): { sqs: SQSClient; sns: SNSClient };
  /** Makes a queue of an unused name and gives its URL; a FIFO queue when the attributes say so. */
  queue(attributes?: Record<string, string>): Promise<string>;
  /** A name nobody has used. */
  name(suffix?: string): string;
  /** Waits until so many long polls wait on the queue. */
  polling(queueUrl: string, count: number): Promise<void>;
  clock: {
    /** The server's time, epoch ms. */
    now(): number;
    /** Lets so much of the server's time pass: set where it can be, waited for elsewhere (5 s at most). */
    pass(ms: number): Promise<void>;
  };
}

/** What a behaviour needs of the server. */
export interface Needs {
  /** More of the server's time than 5 s, or a moment met to the second: runs only where the clock can be set. */
  needsClock?: boolean;
  /** An account of its own on a server that other behaviours use at the same time. */
  alone?: boolean;
  /** What AWS leaves open and the sandbox settles its own way: nothing to hold against another server. */
  open?: string;
}

const servers = {
  sandbox: {},
  fauxqs: fauxqsDeviations,
  moto: motoDeviations,
  elasticmq: elasticmqDeviations,
} satisfies Record<string, Readonly<Record<string, Deviation>>>;
type Server = keyof typeof servers;

const isServer = (name: string): name is Server => Object.hasOwn(servers, name);
const server = process.env.SPILLWAY_SERVER ?? 'sandbox';
if (!isServer(server)) throw new Error(`there is no server ${server}`);
const deviations: Readonly<Record<string, Deviation>> = servers[server];

/** A server that runs for all behaviours of the run, or why it does not. */
const peer = server === 'moto' || server === 'elasticmq' ? inject('peer') : undefined;

/** How long a server has for one behaviour; what hangs on an independent server counts as failed. */
const LIMIT_MS = 20_000;

interface Row {
  behaviour: string;
  result: 'passes' | 'deviates' | 'not comparable';
  kind?: Deviation['kind'];
  why?: string;
}
const rows: Row[] = [];
let names = 0;

/** One behaviour, one test. On an independent server a listed deviation must really be there, an unlisted one fails. */
export function behaviour(name: string, needs: Needs, run: (given: Behaviour) => Promise<void>): void {
  const incomparable = needs.open ?? (needs.needsClock ? 'its clock cannot be set' : undefined);
  if (server !== 'sandbox' && incomparable !== undefined) {
    rows.push({ behaviour: name, result: 'not comparable', why: incomparable });
    return;
  }
  const deviation = deviations[name];
  test.concurrent(name, async ({ skip }) => {
    if (peer && 'missing' in peer) return skip(peer.missing);
    const given = await (peer
      ? givenPeer(peer.endpoint, needs.alone ? aloneAccount() : ACCOUNT)
      : server === 'fauxqs'
        ? givenFauxqs()
        : givenSandbox());
    try {
      if (deviation) await expectDeviation(name, () => within(run(given.behaviour)));
      else await within(run(given.behaviour));
    } finally {
      await given.close();
    }
    rows.push({ behaviour: name, result: deviation ? 'deviates' : 'passes', ...deviation });
  });
}

async function expectDeviation(name: string, run: () => Promise<void>): Promise<void> {
  try {
    await run();
  } catch {
    return;
  }
  throw new Error(`"${name}" is listed as a deviation of ${server} but holds there: take it off the list`);
}

async function within(run: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no end after ${LIMIT_MS} ms`)), LIMIT_MS);
  });
  try {
    await Promise.race([run, late]);
  } finally {
    clearTimeout(timer);
  }
}

interface Given {
  behaviour: Behaviour;
  close(): Promise<void>;
}

async function givenSandbox(): Promise<Given> {
  const sandbox = await startTestSandbox();
  const clock = {
    now: () => sandbox.clock.now(),
    pass: async (ms: number) => sandbox.clock.advance(ms),
  };
  const polling = async (queueUrl: string, count: number): Promise<void> => {
    const [account = '', name = ''] = new URL(queueUrl).pathname.slice(1).split('/');
    const queue = sandbox.world.realm(account, 'us-east-1').sqs.queues.get(name);
    await vi.waitUntil(() => queue?.waiters.size === count, { timeout: 5000, interval: 2 });
  };
  return { behaviour: toBehaviour(sandbox.url, sandbox, clock, polling), close: sandbox.close };
}

async function givenFauxqs(): Promise<Given> {
  const fauxqs = await startFauxqs({ port: 0, logger: false });
  const given = givenPeer(`http://127.0.0.1:${fauxqs.port}`, ACCOUNT);
  return {
    behaviour: given.behaviour,
    async close() {
      await given.close();
      await fauxqs.stop();
    },
  };
}

/** moto takes every access key for the same account; this header of its own names another. */
const MOTO_ACCOUNT = 'x-moto-account-id';

const aloneAccount = (): string =>
  `3${String(process.pid).padStart(7, '0')}${String(names++).padStart(4, '0')}`;

function givenPeer(endpoint: string, account: string): Given {
  const clients = createClients(endpoint, server === 'moto' ? MOTO_ACCOUNT : undefined);
  const clock = {
    now: () => Date.now(),
    pass: (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms)),
  };
  // It does not show who polls: a request over loopback is there by then.
  const polling = () => clock.pass(150);
  return {
    behaviour: toBehaviour(endpoint, clients, clock, polling, account),
    close: async () => clients.close(),
  };
}

function toBehaviour(
  endpoint: string,
  clients: Pick<ReturnType<typeof createClients>, 'sqs' | 'sns'>,
  clock: Behaviour['clock'],
  polling: Behaviour['polling'],
  account = ACCOUNT,
): Behaviour {
  const region = 'us-east-1';
  const sqs = clients.sqs(account, region);
  const name = (suffix = ''): string => `b${process.pid}-${names++}${suffix}`;
  return {
    sqs,
    sns: clients.sns(account, region),
    account,
    region,
    endpoint,
    headers: server === 'moto' ? { [MOTO_ACCOUNT]: account } : {},
    as: (other, there = region) => ({ sqs: clients.sqs(other, there), sns: clients.sns(other, there) }),
    name,
    async queue(attributes = {}) {
      const queueName = name(attributes['FifoQueue'] === 'true' ? '.fifo' : '');
      const { QueueUrl } = await sqs.send(
        new CreateQueueCommand({ QueueName: queueName, Attributes: attributes }),
      );
      if (!QueueUrl) throw new Error('no queue was made');
      return QueueUrl;
    },
    polling,
    clock,
  };
}

/** The outcomes of a file, for the table that compares the servers. */
afterAll(() => {
  const file = expect.getState().testPath;
  if (!(process.env.CI || process.env.SPILLWAY_RESULTS) || !file) return;
  const root = path.resolve(import.meta.dirname, '..', '..');
  const folder = path.join(root, '.cache', 'behaviours', server);
  mkdirSync(folder, { recursive: true });
  const theme = path
    .relative(path.join(root, 'test', 'backend', 'behaviour'), file)
    .replace(/\.test\.ts$/, '');
  writeFileSync(
    path.join(folder, `${theme.replaceAll(path.sep, '-')}.json`),
    JSON.stringify({ server, theme, rows }, null, 2),
  );
});
