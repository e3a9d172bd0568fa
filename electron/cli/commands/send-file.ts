import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { readBatch, type ReadBatch } from '../../backend/features/messages/sending/read-batch.ts';
import type { Scope, SendRun } from '../../contract/index.ts';
import { confirmed } from '../confirm.ts';
import { exitCodes, UsageError, type ExitCode } from '../exit-codes.ts';
import { findQueue } from '../find-queue.ts';
import { printable } from '../output.ts';
import type { Session } from '../session.ts';

/** `send --file`. */
export interface SendFileOptions {
  queue: string;
  file: string;
  rate?: number;
  skipFaulty?: boolean;
}

/** Sends all messages of a file. A result a line goes to standard output, in the order of the file. */
export async function sendFile(session: Session, options: SendFileOptions): Promise<ExitCode> {
  const { client, output } = session;
  const scope = await session.scope();
  const target = await findQueue(session, scope, options.queue);
  const { messages, faults } = await read(session, scope, target, options.file);
  for (const { line, why } of faults) {
    output.note({ line, why }, `line ${line} cannot be sent: ${printable(why)}`);
  }
  if (faults.length > 0 && !options.skipFaulty)
    throw new UsageError('Nothing was sent. Mend the lines, or leave them out with --skip-faulty.');
  if (messages.length === 0) throw new UsageError('The file has no message that can be sent.');

  const { runId } = await confirmed(session, (confirmation) =>
    client.messages.startRun({
      scope,
      target,
      plan: { kind: 'batch', messages },
      rate: options.rate,
      callId: randomUUID(),
      confirmation,
    }),
  );
  const ended = await watch(session, runId);
  let cursor: string | undefined;
  do {
    const page = await client.messages.runResults({ runId, cursor });
    for (const result of page.results) {
      const { index, outcome, messageId, failure } = result;
      output.item(result, [index + 1, outcome, messageId ?? '', failure?.message ?? ''].join('\t'));
    }
    cursor = page.cursor;
  } while (cursor !== undefined);
  const { sent, refused, unknown, corrupt, left, stoppedBy } = ended;
  const sums = `${sent} sent, ${refused} refused, ${unknown} unknown, ${corrupt} stored altered, ${left} not tried.`;
  output.note(
    { run: ended },
    stoppedBy ? `${sums} Stopped by ${stoppedBy.code}: ${stoppedBy.message}` : sums,
  );
  if (sent === messages.length && faults.length === 0) return exitCodes.done;
  return sent > 0 ? exitCodes.partly : exitCodes.failed;
}

async function read(
  { client, signal }: Session,
  scope: Scope,
  queueUrl: string,
  file: string,
): Promise<ReadBatch> {
  // Bytes that are no UTF-8 would be changed without a word.
  const text = new TextDecoder('utf-8', { fatal: true }).decode(await readFile(file));
  const detail = await client.queues.get({ scope, queueUrl }, { signal });
  return readBatch(file, text, {
    kind: 'queue',
    fifo: detail.fifo,
    contentBasedDeduplication: detail.attributes.ContentBasedDeduplication === 'true',
    maximumMessageSize: detail.maximumMessageSize ?? 1024 * 1024,
  });
}

/** Waits for the end of a run; Ctrl+C stops it and still waits for the answers under way. */
async function watch({ client, signal }: Session, runId: string): Promise<SendRun> {
  const stop = (): void => void client.messages.stopRun({ runId }).catch(() => undefined);
  signal.addEventListener('abort', stop, { once: true });
  if (signal.aborted) stop();
  let last: SendRun | undefined;
  for await (const snapshot of await client.messages.watchRun({ runId })) last = snapshot;
  signal.removeEventListener('abort', stop);
  if (!last) throw new TypeError('A run tells of itself at least once.');
  return last;
}
