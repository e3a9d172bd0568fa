import type { DescribedQueue, QueueRef, Scope } from '../../contract/index.ts';
import { exitCodes, type ExitCode } from '../exit-codes.ts';
import { eachQueue } from '../find-queue.ts';
import { columns, printable } from '../output.ts';
import type { Session } from '../session.ts';

/** `queues list`. */
export interface ListQueuesOptions {
  prefix?: string;
  counts?: boolean;
}

const describable = 100;

/** Lists queues as they come, so that the first thousand need not wait for the last. */
export async function listQueues(session: Session, { prefix, counts }: ListQueuesOptions): Promise<ExitCode> {
  const scope = await session.scope();
  let code: ExitCode = exitCodes.done;
  let batch: QueueRef[] = [];
  const flush = async (): Promise<void> => {
    if (batch.length > 0 && !(await describeBatch(session, scope, batch))) code = exitCodes.partly;
    batch = [];
  };
  for await (const queue of eachQueue(session, scope, prefix)) {
    if (!counts) {
      session.output.item(queue, printable(queue.name));
      continue;
    }
    batch.push(queue);
    if (batch.length === describable) await flush();
  }
  await flush();
  return code;
}

async function describeBatch(
  { client, output, signal }: Session,
  scope: Scope,
  batch: QueueRef[],
): Promise<boolean> {
  const described = await client.queues.describe({ scope, urls: batch.map(({ url }) => url) }, { signal });
  const width = Math.max(...batch.map(({ name }) => name.length));
  described.forEach((one, index) => output.item(one, toLine(one, batch[index]?.name ?? one.url, width)));
  return described.every(({ failure }) => failure === null);
}

function toLine({ summary, failure }: DescribedQueue, name: string, width: number): string {
  if (!summary) return columns([printable(name), `${failure?.code}: ${failure?.message}`], [width]);
  const { visible, inFlight, delayed } = summary.counts;
  return columns(
    [
      printable(name),
      `${visible ?? '?'} waiting`,
      `${inFlight ?? '?'} in flight`,
      `${delayed ?? '?'} delayed`,
    ],
    [width, 16, 16],
  );
}
