import { createRedrive, type RedriveEnd } from '../../electron/backend/jobs/redrive/engine.ts';
import type { RedriveParts } from '../../electron/backend/jobs/redrive/desk.ts';
import {
  emptyTally,
  plainOrder,
  type Content,
  type RedriveOrder,
} from '../../electron/backend/jobs/redrive/model.ts';
import { wait } from '../../electron/domain/clock.ts';
import { rules } from '../../electron/backend/jobs/redrive/rules.ts';
import { verdict, type Verdict } from './verdict.ts';
import { createModelQueue } from './model-queue.ts';
import {
  startProcess,
  type Disk,
  type ModelProcess,
  type Surroundings,
  type Troubles,
} from './model-process.ts';
import { createChance, createVirtualTime, type Chance } from './virtual-time.ts';

/** A wrong engine: what it puts in the place of a right part. */
export type Mutation = (parts: RedriveParts) => RedriveParts;

/** What a run may be made to be, where the seed shall not choose. */
export interface Setting {
  fifo?: boolean;
  mutation?: Mutation;
  /** No crash, no competing reader. */
  calm?: boolean;
  troubles?: Partial<Troubles>;
}

/** One run: what broke, and what happened on the way. */
export interface Run extends Verdict {
  seed: number;
  crashes: number;
  messages: number;
  end: RedriveEnd | null;
}

const hours = 3_600_000;

/** Runs one redrive in a world that the seed makes, to its end, through all crashes. */
export async function runSeed(seed: number, setting: Setting = {}): Promise<Run> {
  const chance = createChance(seed);
  const time = createVirtualTime();
  const sourceFifo = setting.fifo ?? chance.hit(0.5);
  const destinationFifo = setting.fifo ?? chance.hit(0.5);
  const source = createModelQueue('source', sourceFifo, time.clock.now, chance);
  const destination = createModelQueue('copy', destinationFifo, time.clock.now, chance);
  const disk: Disk = { rows: new Map(), epoch: 0, tally: emptyTally };
  const rough = chance.hit(0.5) ? 1 : 0.2;
  const troubles: Troubles = {
    throttle: 0.1 * rough,
    serverError: 0.1 * rough,
    lostAnswer: 0.1 * rough,
    failedEntry: 0.05 * rough,
    stall: 0.03 * rough,
    slowDisk: 0.02 * rough,
    ...setting.troubles,
  };
  const around: Surroundings = { time, chance, troubles, disk, source, destination, broken: [] };
  const order = fill(around, chance, sourceFifo, destinationFifo);
  const originals = source.messages.map(({ id }) => id);
  const consumed = new Set<string>();
  const calm = setting.calm ?? false;
  let over: RedriveEnd | null = null;

  const crashLimit = calm ? 0 : chance.between(0, 6);
  let crashes = 0;
  const startOne = (): ModelProcess => {
    const process = startProcess(around, order.job);
    const parts: RedriveParts = {
      order,
      tally: { ...disk.tally },
      rules,
      judge: null,
      lanes: chance.between(1, 3),
      widest: chance.between(1, 6),
      turn: () => wait(process.clock, chance.between(0, 20)),
      ...process,
    };
    void createRedrive(setting.mutation?.(parts) ?? parts)
      .run()
      .then((end) => {
        if (process.dead || end.kind === 'halted') return;
        over = end;
      });
    return process;
  };
  let current = startOne();
  const trouble = (): void => {
    if (over) return;
    if (!current.dead && crashes < crashLimit && chance.hit(0.3)) {
      crashes += 1;
      const kind = chance();
      if (kind < 0.4) current.kill();
      else if (kind < 0.8) current.dieAtWrite(chance.between(1, 6), chance.hit(0.5));
      else {
        // Held up for so long that another process takes over, and then it goes on.
        current.freeze(chance.between(15_000, 400_000));
        const late = current;
        time.clock.after(chance.between(15_000, 60_000), () => {
          if (current === late && !over) current = startOne();
        });
      }
    } else if (current.dead) current = startOne();
    if (chance.hit(0.02)) time.sleep(chance.between(1000, 600_000));
    time.clock.after(chance.between(500, 20_000), trouble);
  };
  time.clock.after(chance.between(10, 3000), trouble);
  if (!calm && chance.hit(0.3)) compete(around, consumed, () => over !== null);
  if (!calm && chance.hit(0.3)) bounce(around, () => over !== null);

  const ended = await time.run(() => over !== null, 48 * hours);
  if (!ended) around.broken.push('the job did not end');
  return {
    seed,
    crashes,
    messages: originals.length,
    end: over,
    ...verdict(around, order, originals, consumed),
  };
}

function fill(
  { source, time }: Surroundings,
  chance: Chance,
  sourceFifo: boolean,
  destinationFifo: boolean,
): RedriveOrder {
  const groups = chance.between(1, 5);
  const count = chance.between(1, 30);
  for (let n = 0; n < count; n += 1) {
    const content: Content = {
      body: `body ${n}`,
      attributes: { n: { type: 'Number.int', binary: false, value: String(n) } },
      groupId: sourceFifo || chance.hit(0.3) ? `g${chance.between(1, groups)}` : null,
      traceHeader: null,
    };
    source.put({ id: `m${n}`, content, origin: `m${n}` });
    time.stall(1);
  }
  const all = source.messages.map(({ id }) => id);
  return {
    ...plainOrder,
    job: `job-${chance()}`,
    source: 'source',
    destination: 'destination',
    sourceFifo,
    destinationFifo,
    keep: chance.hit(0.15),
    ids: chance.hit(0.5) ? null : all.filter(() => chance.hit(0.6)),
    groupId: chance.hit(0.5) ? 'fallback' : null,
    skipFailed: chance.hit(0.3),
    unanswered: chance.hit(0.8) ? 'resend' : 'leave',
    depth: all.length,
    maximumSize: 1024 * 1024,
  };
}

/** Somebody else reads the source, works, fails or forgets. */
function compete({ source, time, chance }: Surroundings, consumed: Set<string>, isOver: () => boolean): void {
  const turn = (): void => {
    if (isOver()) return;
    for (const message of source.receive(3, 30_000)) {
      if (!chance.hit(0.3)) continue;
      time.clock.after(chance.between(100, 25_000), () => {
        const { done } = source.remove(message.handle!);
        if (done) consumed.add(done.id);
      });
    }
    time.clock.after(chance.between(5000, 60_000), turn);
  };
  time.clock.after(chance.between(1, 10_000), turn);
}

/** A consumer of the destination fails: SQS moves copies to the dead-letter queue, and that is our source. */
function bounce({ source, destination, time, chance, disk }: Surroundings, isOver: () => boolean): void {
  let times = 0;
  const turn = (): void => {
    if (isOver() || times > 5) return;
    const known = new Set([...disk.rows.values()].map(({ newId }) => newId));
    const [copy] = chance.shuffled(
      destination.messages.filter(({ id, deletedAt }) => deletedAt === null && known.has(id)),
    );
    if (copy) {
      times += 1;
      copy.deletedAt = time.clock.now();
      source.put(copy);
    }
    time.clock.after(chance.between(1000, 30_000), turn);
  };
  time.clock.after(chance.between(500, 20_000), turn);
}
