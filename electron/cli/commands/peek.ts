import { randomUUID } from 'node:crypto';
import type { SeenMessage } from '../../contract/index.ts';
import { confirmed } from '../confirm.ts';
import { exitCodes, type ExitCode } from '../exit-codes.ts';
import { findQueue } from '../find-queue.ts';
import { printable } from '../output.ts';
import type { Session } from '../session.ts';

/** `peek`. */
export interface PeekOptions {
  queue: string;
  count: number;
  wait: number;
  force?: boolean;
}

/** Shows messages of a queue and makes them visible again. Messages go to standard output, the rest to standard error. */
export async function peek(session: Session, options: PeekOptions): Promise<ExitCode> {
  const { client, output, signal } = session;
  const scope = await session.scope();
  const queueUrl = await findQueue(session, scope, options.queue);
  const input = {
    scope,
    queueUrl,
    count: options.count,
    waitSeconds: options.wait,
    force: options.force,
    callId: randomUUID(),
  };
  const { messages, ...look } = await confirmed(session, (confirmation) =>
    client.messages.peek({ ...input, confirmation }, { signal }),
  );
  for (const message of messages) output.item(message, toText(message));
  const { looksLeft, maxReceiveCount } = look.budget;
  const left = looksLeft === null ? '' : ` Of ${maxReceiveCount} receives, ${looksLeft} more looks are safe.`;
  output.note(
    { look },
    `${messages.length} messages in ${look.receives} receives, ${look.released} released.${left}`,
  );
  if (look.cut) output.note({ cut: look.cut }, `The look ended early: ${look.cut.code}: ${look.cut.message}`);
  for (const { messageId, failure } of look.notReleased) {
    output.note(
      { notReleased: { messageId, failure } },
      `${messageId} is not released yet: ${failure.message}`,
    );
  }
  return look.cut || look.notReleased.length > 0 ? exitCodes.partly : exitCodes.done;
}

function toText({ messageId, sentAt, receiveCount, attributes, body }: SeenMessage): string {
  const sent = sentAt === null ? '' : `  sent ${new Date(sentAt).toISOString()}`;
  const received = receiveCount === null ? '' : `  received ${receiveCount}x`;
  const lines = Object.entries(attributes).map(([name, { type, value }]) =>
    printable(`  ${name}:${type}=${value}`),
  );
  return [`${messageId}${sent}${received}`, ...lines, printable(body), ''].join('\n');
}
