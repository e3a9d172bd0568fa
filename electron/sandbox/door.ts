import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { AwsError } from './errors.ts';
import type { Faults } from './faults.ts';
import type { FaultKind } from './fault.ts';
import { toFaultError } from './known-errors.ts';
import type { RoutedRequest, Router } from './router.ts';
import type { WireAnswer } from './service.ts';
import { SIGNING_KEY_PATH, signingKeyPem } from './sns/signature.ts';
import type { World } from './world.ts';

/** Requests larger than any that AWS takes are cut off: ten messages of 1 MiB in base64 and JSON stay below it. */
const LARGEST_REQUEST = 32 * 1024 * 1024;

/** What the AWS door needs. */
export interface DoorOptions {
  world: World;
  router: Router;
  faults: Faults;
  /** Told of what is no AWS error: a mistake of the sandbox. */
  log: (message: string, error: unknown) => void;
}

/** Makes the HTTP server that speaks AWS's protocols. */
export function createDoor(options: DoorOptions): Server {
  const server = createServer((request, response) => {
    readBody(request)
      .then((body) => serve(options, request, response, body))
      .catch((error: unknown) => {
        if (!request.destroyed) options.log('request failed', error);
        request.destroy();
      });
  });
  // Long polls last 20 s, and clients keep connections open between them.
  server.keepAliveTimeout = 75_000;
  return server;
}

async function serve(
  options: DoorOptions,
  request: IncomingMessage,
  response: ServerResponse,
  body: string,
): Promise<void> {
  if (request.method === 'GET' && request.url === SIGNING_KEY_PATH) {
    response.writeHead(200, { 'content-type': 'application/x-pem-file' }).end(signingKeyPem());
    return;
  }
  const requestId = randomUUID();
  const [path = '', query = ''] = (request.url ?? '').split('?', 2);
  const text = request.method === 'GET' ? query : body;
  let routed: RoutedRequest | undefined;
  let hits: FaultKind[] = [];
  let answer: WireAnswer;
  try {
    routed = options.router.route(request.headers, text, path);
    hits = options.faults.hit(routed.action.name, routed.input);
    await delay(hits);
    const fault = toFaultError(hits, routed.service.name);
    if (fault) throw fault;
    const output = await act(options, routed, request, response);
    answer = routed.protocol.answer(routed.service, routed.action.name, output, requestId);
  } catch (error) {
    const refusal = error instanceof AwsError ? error : internal(options, error);
    const protocol = routed?.protocol ?? options.router.protocolOf(request.headers);
    answer = protocol.error(routed?.service, refusal, requestId);
  }
  if (hits.some((hit) => hit.kind === 'drop')) {
    // The action is done; its answer is lost on the way.
    request.socket.destroy();
    return;
  }
  response.writeHead(answer.status, { ...answer.headers, 'content-length': Buffer.byteLength(answer.body) });
  response.end(answer.body);
}

function act(
  { world }: DoorOptions,
  routed: RoutedRequest,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<object> | object {
  const hangUp = new AbortController();
  const abort = (): void => {
    if (!response.writableFinished) hangUp.abort(new Error('the client hung up'));
  };
  // A fault's delay may have outlasted the client.
  if (response.closed) abort();
  else response.once('close', abort);
  return routed.action.run(routed.input, {
    caller: routed.caller,
    world,
    baseUrl: baseUrlOf(request),
    signal: hangUp.signal,
  });
}

/** As the client addressed the endpoint, so that it reaches the URLs it is given. */
function baseUrlOf(request: IncomingMessage): string {
  const host = request.headers.host;
  if (host !== undefined && /^[A-Za-z0-9.\-:[\]]+$/.test(host)) return `http://${host}`;
  return `http://127.0.0.1:${request.socket.localPort}`;
}

/** Of the machine's clock: the client that waits for the answer lives by it. */
function delay(hits: readonly FaultKind[]): Promise<void> | undefined {
  const ms = hits.reduce((sum, hit) => sum + (hit.kind === 'latency' ? hit.ms : 0), 0);
  return ms === 0 ? undefined : new Promise((resolve) => setTimeout(resolve, ms));
}

function internal({ log }: DoorOptions, error: unknown): AwsError {
  log('action failed', error);
  return new AwsError('InternalFailure', 'The request processing has failed because of an unknown error.', {
    status: 500,
  });
}

function readBody(request: IncomingMessage): Promise<string> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > LARGEST_REQUEST) reject(new Error('the request is too large'));
      else chunks.push(chunk);
    });
    request.on('end', () =>
      resolve((chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks)).toString()),
    );
    request.on('error', reject);
  });
}
