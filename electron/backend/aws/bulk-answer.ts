import type { IncomingHttpHeaders } from 'node:http';
import type { Readable } from 'node:stream';

/** An HTTP answer, read to its end. */
export interface BulkAnswer {
  status: number;
  headers: IncomingHttpHeaders | Record<string, string>;
  text: string;
}

/** Reads a body to its end. Rejects when it breaks off. */
export function readText(body: Readable): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    body.on('data', (chunk: Buffer) => chunks.push(chunk));
    body.on('end', () => resolve(Buffer.concat(chunks).toString('utf8')));
    body.on('error', reject);
    body.on('close', () => {
      // After `end` this changes nothing.
      reject(Object.assign(new Error('the answer broke off'), { code: 'ECONNRESET' }));
    });
  });
}

const only = (header: string | string[] | undefined): string | undefined =>
  Array.isArray(header) ? header[0] : header;

/** What an answer of AWS's JSON protocol holds. @throws what the SDK would throw for it, for the same failure map */
export function outputOf({ status, headers, text }: BulkAnswer): Record<string, unknown> {
  const $metadata = {
    httpStatusCode: status,
    requestId: only(headers['x-amzn-requestid']) ?? only(headers['x-amzn-request-id']),
  };
  const context = { $metadata, $response: { statusCode: status } };
  let data: unknown;
  try {
    data = text === '' ? {} : JSON.parse(text);
  } catch (error) {
    throw Object.assign(error as SyntaxError, context);
  }
  const isRecord = typeof data === 'object' && data !== null && !Array.isArray(data);
  const known = isRecord ? (data as Record<string, unknown>) : {};
  if (status < 300) {
    if (isRecord) return known;
    throw Object.assign(new SyntaxError('the answer is no object'), context);
  }
  const word = (value: unknown): string => (typeof value === 'string' ? value : '');
  const name = plainName(only(headers['x-amzn-errortype']) ?? (word(known.code) || word(known.__type)));
  // What SQS called it in its older protocol, and emulators still do.
  const older = only(headers['x-amzn-query-error'])?.split(';')[0];
  const message = word(known.message) || word(known.Message) || 'UnknownError';
  throw Object.assign(
    new Error(message),
    context,
    { name: name || 'Unknown', $fault: true },
    older ? { Code: older } : {},
  );
}

/** `aws.sqs#QueueDoesNotExist:http://...` says QueueDoesNotExist. */
function plainName(text: string): string {
  return text.split(',')[0]!.split(':')[0]!.split('#').at(-1)!;
}
