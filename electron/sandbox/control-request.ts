import type { IncomingMessage, ServerResponse } from 'node:http';

/** A refusal with its HTTP status. */
export class Refusal extends Error {
  readonly status: number;
  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/** A page of another origin must not reach this door, by DNS rebinding neither. */
function checkOrigin({ headers }: IncomingMessage): void {
  const { host = '', origin } = headers;
  if (!/^(127\.0\.0\.1|localhost|\[::1\]):\d+$/.test(host))
    throw new Refusal(403, 'only by a loopback address');
  if (origin !== undefined && origin !== `http://${host}`) throw new Refusal(403, 'not from another origin');
}

/** The body of a request, after its origin was checked. */
export async function read(request: IncomingMessage): Promise<unknown> {
  checkOrigin(request);
  let text = '';
  for await (const chunk of request.setEncoding('utf8')) {
    text += chunk;
    if (text.length > 64 * 1024) throw new Refusal(413, 'too large');
  }
  return text === '' ? undefined : JSON.parse(text);
}

/** A JSON object, or a refusal. */
export function toObject(body: unknown): Record<string, unknown> {
  if (typeof body !== 'object' || body === null) throw new Refusal(400, 'a JSON object is needed');
  return { ...body };
}

/** Answers with JSON. */
export function answer(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}
