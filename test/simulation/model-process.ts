import { fail, toFailure } from '../../electron/backend/failures.ts';
import type { JobClock } from '../../electron/backend/jobs/clock.ts';
import type {
  HandleResult,
  Item,
  Journal,
  Judge,
  OutgoingEntry,
  Received,
  RedriveOrder,
  SendResult,
  Tally,
  Transport,
} from '../../electron/backend/jobs/redrive/model.ts';
import { wait } from '../../electron/domain/clock.ts';
import { messageSize } from '../../electron/domain/message/index.ts';
import { createModelJudge } from './model-judge.ts';
import type { Doer, Monitor } from './monitor.ts';
import type { World } from './world.ts';
import type { ModelMessage, ModelQueue } from './model-queue.ts';
import type { Chance, VirtualTime } from './virtual-time.ts';

/** How likely each trouble is, per request or write. */
export interface Troubles {
  throttle: number;
  serverError: number;
  lostAnswer: number;
  failedEntry: number;
  stall: number;
  slowDisk: number;
  /** The copy is stored with another body, and its digest says so. */
  corrupt: number;
}

/** The disk: what the journal of the job has, whoever writes it. */
export interface Disk {
  rows: Map<string, Item>;
  epoch: number;
  tally: Tally;
}

/** What a process shares with the others. */
export interface Surroundings {
  time: VirtualTime;
  chance: Chance;
  troubles: Troubles;
  disk: Disk;
  source: ModelQueue;
  /** By the queue that messages failed in; '' where all go to one. None: they are parked, or deleted. */
  destinations: ReadonlyMap<string, ModelQueue>;
  /** Ids of what is parked. */
  parked: Set<string>;
  /** Copies that are not what was sent. */
  corrupted: Set<string>;
  order: RedriveOrder;
  world: World;
  monitor: Monitor;
  /** False: a journal that writes for everybody, as a wrong one would. */
  fencing: boolean;
}

/** One process with the engine in it. It may be killed, or held up and go on later. */
export interface ModelProcess {
  clock: JobClock;
  journal: Journal;
  transport: Transport;
  /** It dies within its n-th journal write from now, before or after that is on disk. */
  readonly judge: Judge | null;
  /** Somebody told it to pause, or to stop. */
  told(): void;
  dieAtWrite(n: number, after: boolean): void;
  kill(): void;
  freeze(ms: number): void;
  readonly dead: boolean;
  onDeath(act: () => void): void;
}

const unanswered = toFailure(fail('OUTCOME_UNKNOWN'));
const busy = toFailure(fail('THROTTLED'));
const timeout = 15_000;

/** Starts a process at the journal's next epoch. */
export function startProcess(around: Surroundings): ModelProcess {
  const { time, chance, troubles, disk, source, destinations, monitor, order, world } = around;
  const { broken } = monitor;
  const { job } = order;
  const doer: Doer = { told: false, startedAt: time.clock.mono(), sent: 0 };
  const epoch = (disk.epoch += 1);
  let dead = false;
  let frozenUntil = -Infinity;
  let fatal: { left: number; after: boolean } | undefined;
  const mourners: Array<() => void> = [];
  const kill = (): void => {
    dead = true;
    for (const act of mourners.splice(0)) act();
  };
  const clock: JobClock = {
    now: time.clock.now,
    mono: time.clock.mono,
    after(ms, act) {
      let cancel = time.clock.after(ms, function fire() {
        if (dead) return;
        if (time.clock.mono() < frozenUntil) cancel = time.clock.after(frozenUntil - time.clock.mono(), fire);
        else act();
      });
      return () => cancel();
    },
  };
  /** Comes back only in a process that lives and runs. */
  const pass = async (ms: number): Promise<void> => {
    await wait(time.clock, ms);
    if (time.clock.mono() < frozenUntil) await wait(time.clock, frozenUntil - time.clock.mono());
    if (dead) await new Promise(() => undefined);
  };
  const latency = (): number =>
    chance.hit(troubles.stall) ? chance.between(20_000, 400_000) : chance.between(1, 150);

  const check = (): void => {
    if (dead || (around.fencing && disk.epoch !== epoch)) throw fail('CONFLICT', 'taken over');
  };
  const journal: Journal = {
    load: () => [...disk.rows.values()],
    find: (ids) => ids.flatMap((id) => disk.rows.get(id) ?? []),
    sentSince: (at) => [...disk.rows.values()].filter((item) => item.newId !== null && item.at >= at),
    check,
    write(items, tally) {
      if (chance.hit(troubles.slowDisk)) time.stall(chance.between(1000, 330_000));
      check();
      const dies = fatal !== undefined && (fatal.left -= 1) <= 0;
      if (dies && !fatal!.after) kill();
      if (!dead) {
        for (const item of items) {
          monitor.wrote(disk.rows, item, tally.forgiven.returns, doer);
          disk.rows.set(item.id, item);
        }
        disk.tally = { ...tally };
      }
      if (dies) kill();
      if (dead) throw new Error('killed');
    },
    sentAs: (newId) =>
      [...disk.rows.values()]
        .filter((item) => item.newId === newId)
        .map(({ id }) => ({ job, id, destination: order.destination })),
    lastSentAs: (dedupId, { id }) =>
      [...disk.rows.values()]
        .filter((item) => item.dedupId === dedupId && item.id !== id && item.firstSend !== null)
        .reduce<number | null>((last, { at }) => Math.max(last ?? 0, at), null),
    returned(_job, id, at) {
      check();
      const item = disk.rows.get(id);
      if (item) disk.rows.set(id, { ...item, returnedAt: at });
    },
  };

  /** A request: it may be kept here, be lost on its way, be carried out late, or lose its answer. */
  async function call<Result>(
    go: () => boolean,
    commit: () => Result[],
    outcomes: {
      entries: number;
      held: Result;
      refused: Result;
      unknown: Result;
      leave?: (() => void) | undefined;
    },
  ): Promise<Result[]> {
    const all = (result: Result): Result[] => Array.from({ length: outcomes.entries }, () => result);
    if (disk.epoch !== epoch) broken.push('a call was made after the job was taken over');
    await pass(latency());
    if (!go()) return all(outcomes.held);
    outcomes.leave?.();
    if (chance.hit(troubles.throttle)) {
      await pass(chance.between(5, 50));
      return all(outcomes.refused);
    }
    const lost = chance.hit(troubles.lostAnswer);
    const error = chance.hit(troubles.serverError);
    let results: Result[] | undefined;
    // On its way: from here on nothing that befalls the process matters to it.
    const arrives = new Promise<void>((resolve) => {
      time.outside(lost ? chance.between(1, 20_000) : chance.between(1, 40), () => {
        if (!(lost || error) || chance.hit(0.5)) results = commit();
        resolve();
      });
    });
    if (lost) {
      await pass(timeout);
      return all(outcomes.unknown);
    }
    await arrives;
    await pass(chance.between(1, 40));
    return error || !results ? all(outcomes.unknown) : results;
  }

  const handleCall = (
    entries: readonly { id: string; handle: string }[],
    go: () => boolean,
    act: (handle: string) => boolean,
    leave?: () => void,
  ): Promise<HandleResult[]> =>
    call<HandleResult>(
      go,
      () =>
        entries.map(({ handle }) =>
          act(handle) ? { kind: 'ok' } : { kind: 'lost', failure: toFailure(fail('CONFLICT')) },
        ),
      {
        entries: entries.length,
        held: { kind: 'busy', failure: busy },
        refused: { kind: 'busy', failure: busy },
        unknown: { kind: 'unknown', failure: unanswered },
        leave,
      },
    );

  /** A second copy is one too many, wherever it is. */
  const store = (destination: ModelQueue, { id, content, dedupId }: OutgoingEntry): SendResult => {
    const origin = source.messages.find((message) => message.id === id)?.origin ?? id;
    const corrupt = chance.hit(troubles.corrupt);
    const copy = destination.send(
      corrupt ? { ...content, body: `${content.body}?` } : content,
      origin,
      dedupId,
    );
    if (corrupt && destination.messages.at(-1)?.id === copy.id) around.corrupted.add(copy.id);
    const copies = [...destinations.values()]
      .flatMap(({ messages }) => messages)
      .filter((message) => message.origin === origin && !around.corrupted.has(message.id)).length;
    // A report that tells of it only later would be silent after a crash right now.
    if (copies > 1 && !disk.rows.get(origin)?.doubt)
      broken.push(`G2: ${origin} was stored twice without doubt`);
    return {
      kind: 'accepted',
      newId: copy.id,
      newSequence: copy.sequence,
      intact: !around.corrupted.has(copy.id),
    };
  };
  const keep = ({ id }: OutgoingEntry): SendResult => {
    if (order.goal === 'parked') around.parked.add(id);
    return { kind: 'accepted', newId: null, newSequence: null, intact: true };
  };

  const transport: Transport = {
    async receive({ max, waitSeconds, visibilitySeconds }, signal) {
      await pass(latency());
      const end = time.clock.mono() + waitSeconds * 1000;
      for (;;) {
        if (chance.hit(troubles.throttle / 4)) throw fail('THROTTLED', undefined, { retryable: true });
        const given = source.receive(max, visibilitySeconds * 1000);
        if (given.length > 0) {
          await pass(chance.between(1, 40));
          // Hidden, and nobody knows their handles.
          if (chance.hit(troubles.lostAnswer)) throw fail('NETWORK', undefined, { retryable: true });
          for (const message of given) world.received(message);
          return given.map((message) => toReceived(message, world));
        }
        if (time.clock.mono() >= end || signal.aborted) return [];
        await pass(Math.min(500, Math.max(1, end - time.clock.mono())));
      }
    },
    send(entries, go) {
      monitor.sending(disk.rows, entries, doer);
      return call<SendResult>(
        go,
        () => {
          // All of a request go to one queue: the first one's.
          const destination = destinations.get(entries[0]?.route ?? '');
          return entries.map((entry): SendResult => {
            const fails = chance.hit(troubles.failedEntry);
            if (fails && chance.hit(0.5)) return { kind: 'unknown', failure: unanswered };
            const result = destination ? store(destination, entry) : keep(entry);
            return fails ? { kind: 'unknown', failure: unanswered } : result;
          });
        },
        {
          entries: entries.length,
          held: { kind: 'refused', whose: 'busy', failure: busy },
          refused: { kind: 'refused', whose: 'busy', failure: busy },
          unknown: { kind: 'unknown', failure: unanswered },
          leave: () => monitor.leaving(disk.rows, entries, source),
        },
      );
    },
    remove: (entries, go) =>
      handleCall(
        entries,
        go,
        (handle) => {
          const { ok, done } = source.remove(handle);
          const row = done && disk.rows.get(done.id);
          const isSent = row && ['sent', 'done', 'parked'].includes(row.state);
          if (done && !(isSent && (row.newId !== null || order.exact))) {
            broken.push(`G1: ${done.id} was deleted while its journal said ${row?.state ?? 'nothing'}`);
          }
          return ok;
        },
        () => monitor.deleting(entries, source),
      ),
    hide: (entries, seconds, go) => handleCall(entries, go, (handle) => source.hide(handle, seconds * 1000)),
    async counts() {
      await pass(chance.between(1, 60));
      return source.counts();
    },
  };
  return {
    clock,
    journal,
    transport,
    judge: createModelJudge(around, pass),
    told: () => void (doer.told = true),
    dieAtWrite: (n, after) => void (fatal = { left: n, after }),
    kill,
    freeze: (ms) => void (frozenUntil = time.clock.mono() + ms),
    get dead() {
      return dead;
    },
    onDeath: (act) => void mourners.push(act),
  };
}

function toReceived(
  { id, handle, content, sequence, sentAt, receiveCount }: ModelMessage,
  world: World,
): Received {
  return {
    id,
    handle: handle!,
    content,
    sequence,
    sourceArn: world.routeOf(id),
    system: {},
    deduplicationId: sequence && world.dedupIdOf(id),
    sentAt,
    receiveCount,
    size: messageSize(content.body, content.attributes),
  };
}
