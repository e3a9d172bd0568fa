import { fail, toFailure } from '../../electron/backend/failures.ts';
import type { JobClock } from '../../electron/backend/jobs/clock.ts';
import type {
  HandleResult,
  Item,
  Journal,
  Received,
  SendResult,
  Tally,
  Transport,
} from '../../electron/backend/jobs/redrive/model.ts';
import { wait } from '../../electron/domain/clock.ts';
import { messageSize } from '../../electron/domain/message/index.ts';
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
  destination: ModelQueue;
  /** What a rule was broken by; empty in a right engine. */
  broken: string[];
}

/** One process with the engine in it. It may be killed, or held up and go on later. */
export interface ModelProcess {
  clock: JobClock;
  journal: Journal;
  transport: Transport;
  /** It dies within its n-th journal write from now, before or after that is on disk. */
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
export function startProcess(around: Surroundings, job: string): ModelProcess {
  const { time, chance, troubles, disk, source, destination, broken } = around;
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
    if (dead || disk.epoch !== epoch) throw fail('CONFLICT', 'taken over');
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
        for (const item of items) disk.rows.set(item.id, item);
        disk.tally = { ...tally };
      }
      if (dies) kill();
      if (dead) throw new Error('killed');
    },
    sentAs: (newId) =>
      [...disk.rows.values()]
        .filter((item) => item.newId === newId)
        .map(({ id }) => ({ job, id, destination: 'destination' })),
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
    outcomes: { entries: number; held: Result; refused: Result; unknown: Result },
  ): Promise<Result[]> {
    const all = (result: Result): Result[] => Array.from({ length: outcomes.entries }, () => result);
    if (disk.epoch !== epoch) broken.push('a call was made after the job was taken over');
    await pass(latency());
    if (!go()) return all(outcomes.held);
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
      },
    );

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
          return given.map(toReceived);
        }
        if (time.clock.mono() >= end || signal.aborted) return [];
        await pass(Math.min(500, Math.max(1, end - time.clock.mono())));
      }
    },
    send: (entries, go) =>
      call<SendResult>(
        go,
        () =>
          entries.map(({ id, content, dedupId }): SendResult => {
            const fails = chance.hit(troubles.failedEntry);
            if (fails && chance.hit(0.5)) return { kind: 'unknown', failure: unanswered };
            const origin = source.messages.find((message) => message.id === id)?.origin ?? id;
            const copy = destination.send(content, origin, dedupId);
            const copies = destination.messages.filter((message) => message.origin === origin).length;
            // A report that tells of it only later would be silent after a crash right now.
            if (copies > 1 && !disk.rows.get(origin)?.doubt)
              broken.push(`G2: ${origin} was stored twice without doubt`);
            if (fails) return { kind: 'unknown', failure: unanswered };
            return { kind: 'accepted', newId: copy.id, newSequence: copy.sequence, intact: true };
          }),
        {
          entries: entries.length,
          held: { kind: 'refused', whose: 'busy', failure: busy },
          refused: { kind: 'refused', whose: 'busy', failure: busy },
          unknown: { kind: 'unknown', failure: unanswered },
        },
      ),
    remove: (entries, go) =>
      handleCall(entries, go, (handle) => {
        const { ok, done } = source.remove(handle);
        const row = done && disk.rows.get(done.id);
        if (done && !(row && (row.state === 'sent' || row.state === 'done') && row.newId !== null)) {
          broken.push(`G1: ${done.id} was deleted while its journal said ${row?.state ?? 'nothing'}`);
        }
        return ok;
      }),
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
    dieAtWrite: (n, after) => void (fatal = { left: n, after }),
    kill,
    freeze: (ms) => void (frozenUntil = time.clock.mono() + ms),
    get dead() {
      return dead;
    },
    onDeath: (act) => void mourners.push(act),
  };
}

function toReceived({ id, handle, content, sequence, sentAt, receiveCount }: ModelMessage): Received {
  return {
    id,
    handle: handle!,
    content,
    sequence,
    sourceArn: null,
    system: {},
    deduplicationId: sequence && `original-${id}`,
    sentAt,
    receiveCount,
    size: messageSize(content.body, content.attributes),
  };
}
