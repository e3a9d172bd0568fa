import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { parseAttributes } from '../attributes.ts';
import { confirmed } from '../confirm.ts';
import { exitCodes, UsageError, type ExitCode } from '../exit-codes.ts';
import { findQueue } from '../find-queue.ts';
import type { Session } from '../session.ts';

/** `send`. */
export interface SendOptions {
  queue: string;
  body?: string;
  bodyFile?: string;
  attribute: string[];
  delay?: number;
  groupId?: string;
  deduplicationId?: string;
}

/** Sends one message. */
export async function send(session: Session, options: SendOptions): Promise<ExitCode> {
  const { client, output, signal } = session;
  const attributes = parseAttributes(options.attribute);
  const body = await bodyOf(options);
  const scope = await session.scope();
  const queueUrl = await findQueue(session, scope, options.queue);
  const sent = await confirmed(session, (confirmation) =>
    client.messages.send(
      {
        scope,
        queueUrl,
        body,
        attributes,
        delaySeconds: options.delay,
        groupId: options.groupId,
        deduplicationId: options.deduplicationId,
        callId: randomUUID(),
        confirmation,
      },
      { signal },
    ),
  );
  output.item(sent, sent.messageId);
  return exitCodes.done;
}

async function bodyOf({ body, bodyFile }: SendOptions): Promise<string> {
  if ((body === undefined) === (bodyFile === undefined))
    throw new UsageError('Give either --body or --body-file.');
  if (body !== undefined) return body;
  if (bodyFile === '-') return text(process.stdin);
  // Bytes that are no UTF-8 would be changed without a word.
  return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(await readFile(bodyFile!));
}
