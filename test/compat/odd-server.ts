import { createServer, request as call, type IncomingMessage, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

/** A server that answers as odd as it may: legal, and unlike AWS in whatever the protocol leaves open. */
export interface OddServer {
  endpoint: string;
  close(): Promise<void>;
}

/** What it does not know at all, answered in the manner of a web server that was never asked this. */
const unknown = ['ListDeadLetterSourceQueues', 'ListMessageMoveTasks', 'ListQueueTags', 'GetCallerIdentity'];
/** How late the very first answer comes. */
const slowFirst = 700;

/**
 * Stands before a real endpoint and makes its answers odd: fields nobody asked for, empty texts and nulls where fields
 * are absent, counts as numbers with decimals left out, digests left out, a slow first answer, 501 with HTML.
 */
export async function startOddServer(target: string): Promise<OddServer> {
  let first = true;
  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await buffer(request);
    const header = request.headers['x-amz-target'];
    const action =
      (typeof header === 'string' ? header.split('.')[1] : undefined) ??
      new URLSearchParams(body.toString()).get('Action') ??
      '';
    if (unknown.includes(action)) {
      response.writeHead(501, { 'content-type': 'text/html' });
      response.end('<html><body><h1>501 Not Implemented</h1></body></html>');
      return;
    }
    const answer = await forward(target, request, body);
    if (first) {
      first = false;
      const late = Promise.withResolvers<void>();
      setTimeout(late.resolve, slowFirst);
      await late.promise;
    }
    const text = answer.body.toString();
    const odd = text.startsWith('{')
      ? oddJson(action, text)
      : text.replace('</ResponseMetadata>', '<Odd/></ResponseMetadata>');
    response.writeHead(answer.status, { ...answer.headers, 'content-length': Buffer.byteLength(odd) });
    response.end(odd);
  };
  const server = createServer((request, response) => {
    serve(request, response).catch(() => response.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

interface Forwarded {
  status: number;
  headers: Record<string, string>;
  body: Buffer;
}

async function forward(
  target: string,
  { method, url, headers }: IncomingMessage,
  body: Buffer,
): Promise<Forwarded> {
  const out = call(new URL(url ?? '/', target), { method, headers });
  out.end(body);
  const [answer] = (await once(out, 'response')) as [IncomingMessage];
  const kept = Object.entries(answer.headers).filter(
    (entry): entry is [string, string] =>
      typeof entry[1] === 'string' && /^(content-type|x-amz)/.test(entry[0]),
  );
  return { status: answer.statusCode ?? 500, headers: Object.fromEntries(kept), body: await buffer(answer) };
}

type Json = Record<string, unknown>;

function oddJson(action: string, text: string): string {
  const answer = JSON.parse(text) as Json;
  if ('__type' in answer) return text;
  if (action === 'ListQueues' && !answer.NextToken) answer.NextToken = '';
  if (action === 'GetQueueAttributes') oddAttributes(answer.Attributes as Json);
  for (const message of (answer.Messages ?? []) as Json[]) {
    delete message.MD5OfMessageAttributes;
    delete message.MD5OfBody;
    message.MessageAttributes ??= {};
    const attributes = message.Attributes as Json;
    delete attributes.SenderId;
    attributes.AWSTraceHeader ??= '';
    attributes.MessageGroupId ??= '';
  }
  if (action.startsWith('SendMessage')) {
    for (const sent of [answer, ...((answer.Successful ?? []) as Json[])]) {
      delete sent.MD5OfMessageAttributes;
      delete sent.MD5OfMessageSystemAttributes;
      if ('MessageId' in sent) sent.SequenceNumber ??= '';
    }
  }
  if ('Successful' in answer && !('Failed' in answer)) answer.Failed = [];
  return JSON.stringify({ ...answer, ServerVersion: 'odd/0.1', ResponseMetadata: { RequestId: '' } });
}

/** Attributes as an emulator with its own ideas gives them. */
function oddAttributes(attributes: Json): void {
  delete attributes.ApproximateNumberOfMessagesDelayed;
  delete attributes.SqsManagedSseEnabled;
  attributes.Policy ??= '';
  attributes.RedrivePolicy ??= '';
  attributes.RedriveAllowPolicy ??= '';
  attributes.KmsMasterKeyId ??= '';
  attributes.FifoQueue ??= 'false';
  if (typeof attributes.CreatedTimestamp === 'string') attributes.CreatedTimestamp += '.000';
  attributes.CustomThing = 'x';
}
