import { CreateQueueCommand, SQSClient } from '@aws-sdk/client-sqs';
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/websocket';
import type { ContractRouterClient } from '@orpc/contract';
import { WebSocket } from 'ws';
import type { Contract } from '../../electron/contract/index.ts';
import { quantile, timed, type Measurement } from './measurement.ts';
import { startWebHost } from '../e2e/web-host.ts';

const scope = { profile: 'sandbox', region: 'us-west-2' };
const rows = 5_000;

/** A call that does next to nothing, and a list of 5,000 queues, over the browser host's socket. */
export async function run(): Promise<Measurement[]> {
  const host = await startWebHost();
  const signIn = await fetch(host.url, { redirect: 'manual' });
  const cookie = signIn.headers.get('set-cookie')?.split(';')[0] ?? '';
  const { origin, host: address } = new URL(host.url);
  const socket = new WebSocket(`ws://${address}/rpc`, { headers: { cookie, origin } });
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
  const link = new RPCLink({ websocket: socket as unknown as globalThis.WebSocket });
  const client: ContractRouterClient<Contract> = createORPCClient(link);

  const { sandboxEndpoint } = await client.settings.about({});
  if (!sandboxEndpoint) throw new Error('the host runs no sandbox');
  const sqs = new SQSClient({
    endpoint: sandboxEndpoint,
    region: scope.region,
    credentials: { accessKeyId: 'sandbox', secretAccessKey: 'sandbox' },
  });
  for (let i = 0; i < rows; i += 50) {
    const names = Array.from({ length: 50 }, (_, n) => `bench-${String(i + n).padStart(5, '0')}`);
    await Promise.all(names.map((QueueName) => sqs.send(new CreateQueueCommand({ QueueName }))));
  }

  let bytes = 0;
  socket.on('message', (data: Buffer) => (bytes += data.length));
  const list = async (): Promise<void> => {
    let seen = 0;
    let cursor: string | undefined;
    do {
      const page = await client.queues.list({ scope, cursor });
      seen += page.queues.length;
      cursor = page.cursor;
    } while (cursor);
    if (seen !== rows) throw new Error(`${seen} of ${rows} queues were listed`);
  };
  const ping = await timed(1000, () => client.settings.get({}));
  bytes = 0;
  await list();
  const size = bytes;
  const lists = await timed(15, list);
  socket.close();
  sqs.destroy();
  await host.close();
  return [
    { what: 'ping over ws, p50', value: quantile(ping, 0.5), unit: 'ms', note: 'settings.get, 1,000 calls' },
    { what: 'ping over ws, p99', value: quantile(ping, 0.99), unit: 'ms' },
    {
      what: '5,000 queues over ws, p50',
      value: quantile(lists, 0.5),
      unit: 'ms',
      note: 'ListQueues of the sandbox included',
    },
    { what: '5,000 queues over ws, p90', value: quantile(lists, 0.9), unit: 'ms' },
    { what: '5,000 queues over ws', value: size / 1024, unit: 'KiB' },
  ];
}
