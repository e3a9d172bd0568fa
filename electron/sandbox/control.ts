import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { SettableClock } from './clock.ts';
import type { Faults } from './faults.ts';
import { parseFault } from './parse-fault.ts';
import { answer, read, Refusal, toObject } from './control-request.ts';

/** What the control door sets. */
export interface Controlled {
  clock: SettableClock;
  faults: Faults;
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
