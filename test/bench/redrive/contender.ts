import { text } from 'node:stream/consumers';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { Moved, Mover, Orders } from './mover.ts';
import { heapOfWorker } from './heap.ts';

/** What one contender is told on its standard input, as JSON. */
export interface Told {
  name: keyof typeof movers;
  endpoint: string;
  /** Moved before the clock starts, so that nobody pays for loading and compiling. */
  warmUp: Orders;
  orders: Orders;
}

/** What it says on its standard output. */
export interface Said extends Moved {
  /** Of the whole process, threads included, until it said that it is done. */
  cpuSeconds: number;
  /** Of the main thread, ms; a sample is never below the 10 ms of its timer. */
  loop: { p50: number; p99: number; max: number };
  /** Bytes. `heap`: the most that lived after a collection; of the worker where there is one. */
  rss: number;
  heap: number;
}

const movers = {
  ours: async (endpoint: string): Promise<Mover> => (await import('./ours.ts')).createOurMover(endpoint),
  raw: async (endpoint: string): Promise<Mover> => (await import('./raw.ts')).createRawMover(endpoint),
  consumer: async (endpoint: string): Promise<Mover> =>
    (await import('./rivals.ts')).createConsumerMover(endpoint),
  naive: async (endpoint: string): Promise<Mover> => (await import('./rivals.ts')).createNaiveMover(endpoint),
  old: async (endpoint: string): Promise<Mover> => (await import('./old-rival.ts')).createOldMover(endpoint),
};

if (import.meta.main) {
  const { name, endpoint, warmUp, orders } = JSON.parse(await text(process.stdin)) as Told;
  const mover = await movers[name](endpoint);
  if (warmUp.messages > 0) await mover.move(warmUp);
  const delay = monitorEventLoopDelay({ resolution: 10 });
  delay.enable();
  const cpu = process.cpuUsage();
  const moved = await mover.move(orders);
  const { user, system } = process.cpuUsage(cpu);
  delay.disable();
  const said: Said = {
    ...moved,
    cpuSeconds: (user + system) / 1e6,
    loop: { p50: delay.percentile(50) / 1e6, p99: delay.percentile(99) / 1e6, max: delay.max / 1e6 },
    rss: process.resourceUsage().maxRSS * 1024,
    heap: heapOfWorker(),
  };
  await mover.close();
  process.stdout.write(`${JSON.stringify(said)}\n`);
  process.exit(0);
}
