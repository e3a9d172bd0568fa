import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { SettableClock } from './clock.ts';
import type { Faults } from './faults.ts';
import { parseFault } from './parse-fault.ts';

/** What the control door sets. */
export interface Controlled {
  clock: SettableClock;
  faults: Faults;
}

/** A refusal with its HTTP status. */
class Refusal extends Error {
  readonly status: number;
  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/**
 * Makes the control door:
 * GET /clock -> `{now}`; POST /clock `{advance: ms}` or `{set: epochMs}` or `{hold: true}` or `{run: true}`;
 * GET /faults -> list; POST /faults with a fault -> `{id}`; DELETE /faults (all) or /faults/ID.
 * Wrong input is 400 `{error}`; a Host or Origin from elsewhere is 403.
 */
export function createControl(controlled: Controlled): Server {
  return createServer((request, response) => {
    read(request)
      .then((body) => answer(response, 200, serve(controlled, request, body)))
      .catch((error: unknown) => {
        const refusal = error instanceof Refusal ? error : new Refusal(400, String(error));
        answer(response, refusal.status, { error: refusal.message });
      });
  });
}

function serve({ clock, faults }: Controlled, request: IncomingMessage, body: unknown): object {
  const { pathname } = new URL(request.url ?? '/', 'http://127.0.0.1');
  const [, resource = '', id = ''] = pathname.split('/');
  switch (`${request.method} /${resource}`) {
    case 'GET /clock':
      return { now: clock.now() };
    case 'POST /clock':
      moveClock(clock, toObject(body));
      return { now: clock.now() };
    case 'GET /faults':
      return faults.list();
    case 'POST /faults':
      return { id: faults.add(parseFault(body)) };
    case 'DELETE /faults':
      if (id === '') faults.clear();
      else if (!faults.remove(id)) throw new Refusal(404, `there is no fault ${id}`);
      return {};
    default:
      throw new Refusal(404, `${request.method} ${pathname} is not known here`);
  }
}

function moveClock(clock: SettableClock, { advance, set, hold, run }: Record<string, unknown>): void {
  if (hold === true) clock.hold();
  if (typeof advance === 'number' && advance >= 0) clock.advance(advance);
  else if (typeof set === 'number') clock.set(set);
  else if (run === true) clock.run();
  else if (hold !== true) throw new Refusal(400, 'one of advance (ms), set (epoch ms), hold, run is needed');
}

/** A page of another origin must not reach this door, by DNS rebinding neither. */
function checkOrigin({ headers }: IncomingMessage): void {
  const { host = '', origin } = headers;
  if (!/^(127\.0\.0\.1|localhost|\[::1\]):\d+$/.test(host))
    throw new Refusal(403, 'only by a loopback address');
  if (origin !== undefined && origin !== `http://${host}`) throw new Refusal(403, 'not from another origin');
}

async function read(request: IncomingMessage): Promise<unknown> {
  checkOrigin(request);
  let text = '';
  for await (const chunk of request.setEncoding('utf8')) {
    text += chunk;
    if (text.length > 64 * 1024) throw new Refusal(413, 'too large');
  }
  return text === '' ? undefined : JSON.parse(text);
}

function toObject(body: unknown): Record<string, unknown> {
  if (typeof body !== 'object' || body === null) throw new Refusal(400, 'a JSON object is needed');
  return { ...body };
}

function answer(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  response.end(JSON.stringify(body));
}
