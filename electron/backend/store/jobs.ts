import type { DatabaseSync, SQLOutputValue } from 'node:sqlite';
import type { Failure } from '../../contract/failure.ts';
import type {
  Job,
  JobKind,
  JobOrder,
  JobState,
  QueuePlace,
  RedriveDestination,
} from '../../contract/jobs.ts';
import type { Clock } from '../../domain/clock.ts';
import { fail } from '../failures.ts';
import { emptyTally, type Edit, type Tally } from '../jobs/redrive/model.ts';
import { transaction } from './database.ts';
import type { JobItemStore } from './job-items.ts';
import { leaseLives } from './leases.ts';

/** What the user wants of a job; its owner obeys within a second. */
export type Wanted = 'run' | 'pause' | 'cancel';

/** What a job is made of. */
export interface JobStart {
  id: string;
  kind: JobKind;
  source: QueuePlace;
  destination: RedriveDestination | null;
  /** What its engine needs besides, as JSON; the chosen messages stand among the items. */
  order: object;
  /** The same for people. */
  shown?: JobOrder;
  /** Chosen messages; null where all are, or none is known. */
  ids: readonly string[] | null;
  /** What is edited by hand, by MessageId; these are chosen, too. */
  edits?: ReadonlyMap<string, Edit>;
  total: number | null;
  at: number;
}

/** What an engine reads of its job. */
export interface StoredJob {
  id: string;
  kind: JobKind;
  state: JobState;
  wanted: Wanted;
  source: QueuePlace;
  destination: RedriveDestination | null;
  order: object;
  shown: JobOrder | null;
  tally: Tally;
}

/** The jobs of a data folder. */
export interface JobStore {
  create(start: JobStart): void;
  stored(id: string): StoredJob | null;
  get(id: string, clock: Clock): Job | null;
  /** A page, newest first. */
  list(query: { before?: { at: number; id: string }; limit: number }, clock: Clock): Job[];
  /** Jobs that changed after the mark, and the new mark; without a mark, those that have not ended. */
  changed(after: number | null, clock: Clock): { jobs: Job[]; mark: number };
  /** Ids of jobs that a host may take up: not ended, not paused by choice. */
  open(): string[];
  want(id: string, wanted: Wanted): void;
  wanted(id: string): Wanted | null;
  /** Ends the waiting after this stage, counted from 0; its owner obeys within a second. */
  skip(id: string, stage: number): void;
  skipped(id: string): number | null;
  /** Takes the job for an epoch. False when a later one has it, or it has ended. */
  adopt(id: string, epoch: number, at: number): boolean;
  /** Writes where a job is. False when the epoch is no longer ours. */
  move(
    id: string,
    epoch: number,
    change: {
      state: JobState;
      failure?: Failure | null;
      endedAt?: number;
      rate?: number | null;
      tally?: Tally;
      wanted?: Wanted;
    },
  ): boolean;
  /** Takes an unowned job to an end or to rest, where no engine has to do anything for it. */
  settle(id: string, state: 'paused' | 'cancelled', at: number): void;
  /** @throws CONFLICT when it has not ended */
  remove(id: string): void;
  /** Jobs that take from or give to a queue of a profile. */
  ofProfile(profile: string): StoredJob[];
}

/** States after which a job never runs again. */
export const endedStates: readonly JobState[] = ['cancelled', 'done', 'partly', 'failed'];
const isEnded = (state: JobState): boolean => endedStates.includes(state);
const ended = endedStates.map((state) => `'${state}'`).join(', ');
/** Name of a job's lease. */
export const leaseOf = (id: string): string => `job:${id}`;

/** Jobs on the given data file. */
export function createJobStore(db: DatabaseSync, items: JobItemStore): JobStore {
  const next = '(SELECT ifnull(max(changed), 0) + 1 FROM job)';
  const insert = db.prepare(
    `INSERT INTO job (id, kind, state, wanted, profile, input, destination, tally, created, changed)
     VALUES (:id, :kind, 'waiting', 'run', :profile, :input, :destination, :tally, :at, ${next})`,
  );
  const one = db.prepare('SELECT * FROM job WHERE id = ?');
  const wantedOf = db.prepare('SELECT wanted FROM job WHERE id = ?');
  const skip = db.prepare('UPDATE job SET skipped = :stage WHERE id = :id');
  const skippedOf = db.prepare('SELECT skipped FROM job WHERE id = ?');
  const page = db.prepare(
    'SELECT * FROM job WHERE :at IS NULL OR (created, id) < (:at, :id) ORDER BY created DESC, id DESC LIMIT :limit',
  );
  const since = db.prepare('SELECT * FROM job WHERE changed > ? ORDER BY changed');
  const unended = db.prepare(`SELECT * FROM job WHERE state NOT IN (${ended}) ORDER BY created`);
  const all = db.prepare('SELECT * FROM job');
  const mark = db.prepare('SELECT ifnull(max(changed), 0) AS mark FROM job');
  const want = db.prepare(
    `UPDATE job SET wanted = :wanted, state = iif(:wanted = 'run' AND state = 'paused', 'waiting', state), changed = ${next} WHERE id = :id`,
  );
  const adopt = db.prepare(
    `UPDATE job SET epoch = :epoch, state = CASE wanted WHEN 'run' THEN 'running' WHEN 'pause' THEN 'pausing' ELSE 'cancelling' END,
       started = ifnull(started, :at), failure = NULL, changed = ${next}
     WHERE id = :id AND epoch < :epoch AND state NOT IN (${ended})`,
  );
  const move = db.prepare(
    `UPDATE job SET state = :state, failure = iif(:keep, failure, :failure), ended = :ended, rate = :rate,
       tally = ifnull(:tally, tally), wanted = ifnull(:wanted, wanted), changed = ${next}
     WHERE id = :id AND epoch = :epoch`,
  );
  const settle = db.prepare(
    `UPDATE job SET state = :state, ended = iif(:state = 'cancelled', :at, NULL), changed = ${next} WHERE id = :id`,
  );
  const toJob = (row: Record<string, SQLOutputValue>, clock: Clock): Job => {
    const { tally, destination, source, shown, ...known } = toStored(row);
    const { states, doubt, returned } = items.counts(known.id);
    const { total, stage, forgiven: _forgiven, ...rest } = tally;
    const stages = shown?.stages ?? [];
    return {
      id: known.id,
      kind: known.kind,
      state: known.state,
      source,
      destination,
      counts: {
        total,
        states,
        doubt,
        returned,
        ...rest,
        perSecond: row.rate === null ? null : Number(row.rate),
      },
      stage: stage && {
        index: stage.index + 1,
        of: stages.length + 1,
        size: stages[stage.index] ?? null,
        waitsUntil: stage.waitsUntil,
      },
      order: shown,
      failure: row.failure === null ? null : (JSON.parse(String(row.failure)) as Failure),
      createdAt: Number(row.created),
      startedAt: row.started === null ? null : Number(row.started),
      endedAt: row.ended === null ? null : Number(row.ended),
      owned: !isEnded(known.state) && leaseLives(db, clock, leaseOf(known.id)),
    };
  };
  const stored = (id: string): StoredJob | null => {
    const row = one.get(id);
    return row ? toStored(row) : null;
  };

  return {
    create: ({ id, kind, source, destination, order, shown, ids, edits, total, at }) =>
      transaction(db, () => {
        insert.run({
          id,
          kind,
          profile: source.scope.profile,
          input: JSON.stringify({ source, destination, order, shown }),
          destination: destination && destinationKey(destination),
          tally: JSON.stringify({ ...emptyTally, total }),
          at,
        });
        items.choose(id, ids ?? [], edits ?? new Map(), at);
      }),
    stored,
    get(id, clock) {
      const row = one.get(id);
      return row ? toJob(row, clock) : null;
    },
    list: ({ before, limit }, clock) =>
      page.all({ at: before?.at ?? null, id: before?.id ?? null, limit }).map((row) => toJob(row, clock)),
    changed(after, clock) {
      const rows = after === null ? unended.all() : since.all(after);
      return { jobs: rows.map((row) => toJob(row, clock)), mark: Number(mark.get()?.mark) };
    },
    open: () =>
      unended
        .all()
        .filter(({ wanted, state }) => wanted === 'cancel' || (wanted === 'run' && state !== 'paused'))
        .map(({ id }) => String(id)),
    want: (id, wanted) => void want.run({ id, wanted }),
    wanted(id) {
      const row = wantedOf.get(id);
      // Only `create` and `want` put values here.
      return row ? (String(row.wanted) as Wanted) : null;
    },
    skip: (id, stage) => void skip.run({ id, stage }),
    skipped(id) {
      const stage = skippedOf.get(id)?.skipped ?? null;
      return stage === null ? null : Number(stage);
    },
    adopt: (id, epoch, at) => adopt.run({ id, epoch, at }).changes === 1,
    move: (id, epoch, { state, failure, endedAt, rate, tally, wanted }) =>
      move.run({
        id,
        epoch,
        state,
        keep: failure === undefined ? 1 : 0,
        failure: failure ? JSON.stringify(failure) : null,
        ended: endedAt ?? null,
        rate: rate ?? null,
        tally: tally ? JSON.stringify(tally) : null,
        wanted: wanted ?? null,
      }).changes === 1,
    settle: (id, state, at) => void settle.run({ id, state, at }),
    remove: (id) =>
      transaction(db, () => {
        const known = stored(id);
        if (known && !isEnded(known.state)) {
          throw fail('CONFLICT', 'The job has not ended. Cancel it first.', { resource: id });
        }
        db.prepare('DELETE FROM job_item WHERE job = ?').run(id);
        db.prepare('DELETE FROM lease WHERE name = ?').run(leaseOf(id));
        db.prepare('DELETE FROM job WHERE id = ?').run(id);
      }),
    ofProfile: (profile) =>
      all
        .all()
        .map(toStored)
        .filter(({ source, destination }) =>
          [source.scope, destination && 'scope' in destination ? destination.scope : null].some(
            (scope) => scope?.profile === profile,
          ),
        ),
  };
}

/** Tells queues apart over all profiles: emulators give the same URL in every region. */
export function queueKey({ scope, queueUrl }: QueuePlace): string {
  return `${scope.region} ${queueUrl}`;
}

/** What tells destinations apart; null for those that are no one place. */
export function destinationKey(destination: RedriveDestination): string | null {
  if (destination.kind === 'queue') return queueKey(destination);
  return destination.kind === 'topic' ? `${destination.scope.region} ${destination.topicArn}` : null;
}

// Rows that only `create` above writes; those of earlier versions know queues alone.
function toStored(row: Record<string, SQLOutputValue>): StoredJob {
  const { source, destination, order, shown } = JSON.parse(String(row.input)) as Pick<
    StoredJob,
    'source' | 'order'
  > & { destination: RedriveDestination | (QueuePlace & { kind?: undefined }) | null; shown?: JobOrder };
  return {
    id: String(row.id),
    kind: String(row.kind) as JobKind,
    state: String(row.state) as JobState,
    wanted: String(row.wanted) as Wanted,
    source,
    destination: destination && (destination.kind ? destination : { ...destination, kind: 'queue' }),
    order,
    shown: shown ?? null,
    tally: { ...emptyTally, ...(JSON.parse(String(row.tally)) as Tally) },
  };
}
