import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { SQSClient } from '@aws-sdk/client-sqs';
import type { Job, JobItem } from '../../electron/contract/index.ts';
import type { Fault } from '../../electron/sandbox/fault.ts';
import { createChance } from '../simulation/virtual-time.ts';
import { countOf, createQueue, empty, post, writeLetters, type Found, type Letter } from './mail.ts';
import { startMachine } from './machine.ts';
import { linesOf, startCli, type CliProcess, type Ran, type SandboxProcess } from './processes.ts';

/** A kind of redrive that is to be killed. */
export interface Kind {
  name: string;
  sourceFifo: boolean;
  destinationFifo: boolean;
  /** More of the command line. */
  args?: readonly string[];
  /** Into the local store, and in the end from there to the destination. */
  park?: boolean;
  expected?(letter: Letter): Letter;
  isChosen?(letter: Letter): boolean;
}

/** What a kill left behind. */
export interface Killed {
  /** How many of the chosen ones were still to go. */
  toGo: number;
  /** In both queues together, hidden ones included. */
  accounted: number;
}

/** One redrive from its start through its kills to its end. */
export interface World {
  total: number;
  kills: number;
  kill(): Promise<Killed>;
  /** Resumes it until it ends. */
  finish(): Promise<{ ran: Ran; evidence: Evidence; lostAnswers: number; seconds: number }>;
  close(): Promise<void>;
}

/** What was found at the end. */
export interface Evidence {
  letters: Letter[];
  ids: Map<string, Letter>;
  left: Found[];
  arrived: Found[];
  job: Job;
  items: JobItem[];
}

const minute = 60_000;
/** How long the machine is off: not at all, less than a hold, longer than one, longer than AWS remembers an id. */
const nights = [0, 0, 5000, 2 * minute, 7 * minute];
const speed = 5;
/** Milliseconds that a send takes at most. */
const slowest = 80;

/** Makes the world of a seed: the messages, the faults, the moments of the kills, and how long the machine is off. */
export async function createWorld(
  kind: Kind,
  seed: number,
  kills: number,
  { sandbox, sqs }: { sandbox: SandboxProcess; sqs: SQSClient },
): Promise<World> {
  const chance = createChance(seed);
  const dataDir = mkdtempSync(path.join(tmpdir(), 'spillway-crash-'));
  const machine = await startMachine(sandbox, speed);
  const name = `crash-${seed}-${process.pid}`;
  const from = await createQueue(sqs, `${name}-from${kind.sourceFifo ? '.fifo' : ''}`);
  const to = await createQueue(sqs, `${name}-to${kind.destinationFifo ? '.fifo' : ''}`);
  const total = chance.between(18, 30) * 10;
  const letters = writeLetters(chance, total, chance.between(6, 14), kind.sourceFifo);
  const ids = await post(sqs, from, letters);
  const goal = letters.filter(kind.isChosen ?? (() => true)).length;
  for (const fault of makeFaults(chance)) await sandbox.addFault(fault);

  let cli: CliProcess | undefined;
  const run = (...args: string[]): CliProcess =>
    startCli(['--yes', ...args], { dataDir, url: sandbox.url, time: machine.time() });
  const way = kind.park ? ['--park'] : ['--to', to, ...(kind.args ?? [])];
  const start = (): CliProcess =>
    cli === undefined ? run('redrive', '--from', from, ...way) : run('jobs', 'resume', '--all');
  /** By what left the source: among what arrived there may be doubles. */
  const arrivals = async (): Promise<number> => total - (await countOf(sqs, from));
  const stored = async (): Promise<number> =>
    kind.park ? linesOf(await run('parked', 'list').ended).length : countOf(sqs, to);
  const report = async (ran: Ran): Promise<[job: Job | undefined, items: JobItem[]]> => {
    const { id = 'none' } = linesOf<Job>(ran).at(-1) ?? {};
    const [job, ...items] = linesOf<Job & JobItem>(await run('jobs', 'show', id).ended);
    return [job, items];
  };
  let lostAnswers = 0;
  let killsLeft = kills;

  return {
    total,
    kills,
    async kill() {
      let arrivedBefore = await arrivals();
      // Spread over what is left, and never after the last arrival.
      const most = Math.floor((goal * 0.55 - arrivedBefore) / killsLeft);
      const moment = arrivedBefore + chance.between(1, Math.max(1, most));
      killsLeft -= 1;
      cli = start();
      const before = Date.now();
      while (arrivedBefore < moment) {
        if (cli.isOver())
          throw new Error(`It ended before it could be killed: ${JSON.stringify(await cli.ended)}`);
        if (Date.now() - before > 90_000)
          throw new Error(`${arrivedBefore} of ${moment} messages arrived, and no more.`);
        await pause(2);
        arrivedBefore = await arrivals();
      }
      await pause(chance.between(0, 40));
      await cli.kill();
      // What was slow on its way to the sandbox still arrives.
      await pause(slowest + 50);
      // Read first: a copy comes before its original goes.
      const stayed = await countOf(sqs, from);
      const arrivedAfter = await stored();
      await machine.sleep(nights[chance.between(0, nights.length - 1)]!);
      return { toGo: stayed - (total - goal), accounted: stayed + arrivedAfter };
    },
    async finish() {
      const began = performance.now();
      for (const { fault, hits } of await sandbox.faults()) {
        if (fault.kind === 'drop' || fault.kind === 'server') lostAnswers += hits;
      }
      // Its end waits for a queue that stays quiet: trouble is not kept up for ever.
      const calm = setTimeout(() => void sandbox.clearFaults(), 20_000);
      let ran = await start().ended;
      clearTimeout(calm);
      const [job, items] = await report(ran);
      if (kind.park && ran.code === 0) {
        ran = await run('parked', 'restore', '--from', from, '--to', to).ended;
        items.push(...(await report(ran))[1]);
      }
      await sandbox.clearFaults();
      // Whatever is still held comes back.
      await machine.sleep(12 * 60 * minute);
      const left = await empty(sqs, from);
      const arrived = await empty(sqs, to);
      return {
        ran,
        evidence: { letters, ids, left, arrived, job: job!, items },
        lostAnswers,
        seconds: (performance.now() - began) / 1000,
      };
    },
    async close() {
      await cli?.kill();
      await sandbox.clearFaults();
      await machine.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** Sends always take a while, so that there is something to fall into; the rest goes wrong now and then. */
function makeFaults(chance: ReturnType<typeof createChance>): Fault[] {
  const rough = chance.hit(0.6) ? 1 : 0.3;
  const now = (share: number): number => share * rough;
  return [
    { action: 'SendMessageBatch', fault: { kind: 'latency', ms: chance.between(15, slowest) } },
    { action: 'DeleteMessageBatch', probability: 0.3, fault: { kind: 'latency', ms: chance.between(5, 60) } },
    { probability: now(0.06), fault: { kind: 'throttle' } },
    { probability: now(0.04), fault: { kind: 'server', status: 503 } },
    { action: 'SendMessageBatch', probability: now(0.08), fault: { kind: 'drop' } },
    { action: 'DeleteMessageBatch', probability: now(0.1), fault: { kind: 'drop' } },
    { action: 'ReceiveMessage', probability: now(0.03), fault: { kind: 'drop' } },
  ];
}
