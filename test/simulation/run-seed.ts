import { createRedrive, type Redrive, type RedriveEnd } from '../../electron/backend/jobs/redrive/engine.ts';
import type { RedriveParts } from '../../electron/backend/jobs/redrive/desk.ts';
import { waitingItem } from '../../electron/backend/jobs/redrive/intake.ts';
import { emptyTally } from '../../electron/backend/jobs/redrive/model.ts';
import { wait } from '../../electron/domain/clock.ts';
import { rules } from '../../electron/backend/jobs/redrive/rules.ts';
import { bounce, compete, forget } from './others.ts';
import { verdict, type Verdict } from './verdict.ts';
import { createModelQueue } from './model-queue.ts';
import { createMonitor } from './monitor.ts';
import {
  startProcess,
  type Disk,
  type ModelProcess,
  type Surroundings,
  type Troubles,
} from './model-process.ts';
import { createChance, createVirtualTime } from './virtual-time.ts';
import { chooseQueues, fillWorld, makeOrder, type Wanted } from './world.ts';

/** A wrong engine: what it puts in the place of a right part. */
export type Mutation = (parts: RedriveParts) => RedriveParts;

/** What a run may be made to be, where the seed shall not choose. */
export interface Setting extends Wanted {
  mutation?: Mutation;
  /** No crash, no competing reader, nobody who steers. */
  calm?: boolean;
  /** No trouble but kills: what a process leaves behind can be told exactly. */
  onlyKills?: boolean;
  troubles?: Partial<Troubles>;
  /** False: the journal writes for everybody. */
  fencing?: boolean;
  /** How long it may take, in the hours of its own world; 48. */
  hours?: number;
}

/** One run: what broke, and what happened on the way. */
export interface Run extends Verdict {
  seed: number;
  crashes: number;
  pauses: number;
  messages: number;
  end: RedriveEnd | null;
}

const hour = 3_600_000;
const still: Troubles = {
  throttle: 0,
  serverError: 0,
  lostAnswer: 0,
  failedEntry: 0,
  stall: 0,
  slowDisk: 0,
  corrupt: 0,
};

/** Runs one redrive in a world that the seed makes, to its end, through all crashes and pauses. */
export async function runSeed(seed: number, setting: Setting = {}): Promise<Run> {
  const chance = createChance(seed);
  const time = createVirtualTime();
  const { calm = false, onlyKills = false } = setting;
  const kinds = chooseQueues(chance, setting);
  const order = makeOrder(chance, setting, kinds);
  const source = createModelQueue('source', kinds.source, time.clock.now, chance);
  const names = order.exact ? [] : order.routed ? ['queue-0', 'queue-1'] : [''];
  const destinations = new Map(
    names.map((name) => [name, createModelQueue(`copy${name}`, kinds.destination, time.clock.now, chance)]),
  );
  const disk: Disk = { rows: new Map(), epoch: 0, tally: emptyTally };
  const rough = chance.hit(0.5) ? 1 : 0.2;
  const troubles: Troubles = onlyKills
    ? { ...still, ...setting.troubles }
    : {
        throttle: 0.1 * rough,
        serverError: 0.1 * rough,
        lostAnswer: 0.1 * rough,
        failedEntry: 0.05 * rough,
        stall: 0.03 * rough,
        slowDisk: 0.02 * rough,
        corrupt: chance.hit(0.1) ? 0.05 : 0,
        ...setting.troubles,
      };
  const world = fillWorld(chance, time, source, destinations, order);
  for (const [id, edit] of world.edits) disk.rows.set(id, { ...waitingItem(id, time.clock.now()), edit });
  const monitor = createMonitor(order, time);
  const around: Surroundings = {
    time,
    chance,
    troubles,
    disk,
    source,
    destinations,
    parked: new Set(),
    corrupted: new Set(),
    order,
    world,
    monitor,
    fencing: setting.fencing ?? true,
  };
  const originals = source.messages.map(({ id }) => id);
  const consumed = new Set<string>();
  const crashLimit = calm ? 0 : chance.between(0, 6);
  const pauseLimit = calm || onlyKills ? 0 : chance.between(0, 3);
  const cancels = !calm && !onlyKills && chance.hit(0.05);
  let over: RedriveEnd | null = null;
  let [crashes, pauses] = [0, 0];
  let stopping: 'cancel' | null = null;

  const startOne = (): { process: ModelProcess; redrive: Redrive } => {
    const process = startProcess(around);
    const parts: RedriveParts = {
      order,
      tally: { ...disk.tally },
      rules,
      lanes: chance.between(1, 3),
      widest: chance.between(1, 6),
      turn: () => wait(process.clock, chance.between(0, 20)),
      ...process,
    };
    const redrive = createRedrive(setting.mutation?.(parts) ?? parts);
    void redrive.run().then((end) => {
      if (process.dead || end.kind === 'halted') return;
      process.kill();
      if (end.kind === 'ended' || end.kind === 'cancel') over = end;
      else if (pauses > 40) over = end;
      else pauses += 1;
    });
    if (stopping) redrive.stop(stopping);
    if (onlyKills) watchRestart(around);
    return { process, redrive };
  };
  let current = startOne();
  const steer = (): void => {
    const { process, redrive } = current;
    if (process.dead) return;
    const { stage } = disk.tally;
    if (stage?.waitsUntil && chance.hit(0.1)) {
      monitor.skipped.add(stage.index);
      redrive.skip(stage.index);
    } else if (cancels && chance.hit(0.1)) {
      stopping = 'cancel';
      redrive.stop('cancel');
      process.told();
    } else if (pauses < pauseLimit && chance.hit(0.2)) {
      redrive.stop('pause');
      process.told();
    }
  };
  const trouble = (): void => {
    if (over) return;
    steer();
    if (!current.process.dead && crashes < crashLimit && chance.hit(0.3)) {
      crashes += 1;
      const kind = chance();
      if (kind < 0.4 || onlyKills) current.process.kill();
      else if (kind < 0.8) current.process.dieAtWrite(chance.between(1, 6), chance.hit(0.5));
      else {
        // Held up for so long that another process takes over, and then it goes on.
        current.process.freeze(chance.between(15_000, 400_000));
        const late = current;
        time.clock.after(chance.between(15_000, 60_000), () => {
          if (current === late && !over && !late.process.dead) current = startOne();
        });
      }
    } else if (current.process.dead) current = startOne();
    if (!onlyKills && chance.hit(0.02)) time.sleep(chance.between(1000, 600_000));
    time.clock.after(chance.between(500, 20_000), trouble);
  };
  time.clock.after(chance.between(10, 3000), trouble);
  const rivals = !calm && !onlyKills && chance.hit(0.3);
  if (rivals) compete(around, consumed, () => over !== null);
  if (!calm && !onlyKills && chance.hit(0.3)) bounce(around, () => over !== null);
  if (!calm && chance.hit(0.2)) forget(around);

  const ended = await time.run(() => over !== null, (setting.hours ?? 48) * hour);
  if (!ended) monitor.broken.push('the job did not end');
  return {
    seed,
    crashes,
    pauses,
    messages: originals.length,
    end: over,
    ...verdict(around, originals, consumed, rivals),
  };
}

/** RESTART: what the process before was given, and had time to write down, is let go at once. */
function watchRestart({ time, source, world, disk, monitor, order }: Surroundings): void {
  const now = time.clock.mono();
  const theirs = source.messages.filter(({ id, handle, visibleAt, deletedAt }) => {
    const given = handle === null ? undefined : world.handles.get(handle);
    const state = disk.rows.get(id)?.state;
    const isMine = given !== undefined && now - given > 1000 && state !== 'sent' && state !== 'sending';
    return isMine && deletedAt === null && visibleAt > time.clock.now() + 20_000 && isTaken(order, world, id);
  });
  const handles = theirs.map(({ handle }) => handle);
  const epoch = disk.epoch;
  time.clock.after(10_000, () => {
    if (disk.epoch !== epoch) return;
    theirs.forEach((message, index) => {
      if (message.handle === handles[index] && message.visibleAt > time.clock.now() + 5000)
        monitor.broken.push(`RESTART: ${message.id} stays hidden`);
    });
  });
}

/** What is not meant is held in memory alone, and so is what is met when there is enough. */
const isTaken = (order: Surroundings['order'], world: Surroundings['world'], id: string): boolean =>
  order.most === null && (order.ids ? order.ids.includes(id) : order.where === null || world.fits(id));
