import { loadavg } from 'node:os';
import { contend } from './contend.ts';
import type { Said, Told } from './contender.ts';
import { countOf, dropPair, makePair } from './queues.ts';
import type { Wire } from './wire.ts';

/** Where contenders meet. */
export interface Field {
  endpoint: string;
  /** The sandbox's control door. */
  control: string;
}

/** One run, and what else the machine did at its start. */
export interface Round extends Said {
  load: number;
}

const warmUp = 300;
let runs = 0;

/** Lets one contender move so many messages, with latency on each request, and checks that all of them arrived. */
export async function runOne(
  { endpoint, control }: Field,
  wire: Wire,
  name: Told['name'],
  messages: number,
  latency: number,
  memory = false,
): Promise<Round> {
  runs += 1;
  const few = Math.min(warmUp, messages);
  const first = await makePair(wire, `warm-${runs}`, few);
  const pair = await makePair(wire, `bench-${runs}`, messages);
  const load = loadavg()[0] ?? 0;
  if (latency > 0) {
    const fault = { fault: { kind: 'latency', ms: latency } };
    await fetch(`${control}/faults`, { method: 'POST', body: JSON.stringify(fault) });
  }
  const said = await contend(
    { name, endpoint, warmUp: { ...first, messages: few }, orders: { ...pair, messages } },
    memory,
  ).finally(() => fetch(`${control}/faults`, { method: 'DELETE' }));
  const [left, arrived] = [await countOf(wire, pair.from), await countOf(wire, pair.to)];
  if (left !== 0 || arrived !== messages) {
    throw new Error(`${name}: ${arrived} of ${messages} messages arrived, ${left} are left`);
  }
  await dropPair(wire, first);
  await dropPair(wire, pair);
  return { ...said, load };
}
