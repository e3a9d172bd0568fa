import { setImmediate } from 'node:timers/promises';
import type { ItemState } from '../../contract/jobs.ts';
import type { Services } from '../services.ts';
import type { StoredJob } from '../store/jobs.ts';
import type { Expressions } from '../expressions/expressions.ts';
import type { JobClock } from './clock.ts';
import { createRedrive } from './redrive/engine.ts';
import { createJudge } from './redrive/judge.ts';
import { plainOrder, type Journal, type RedriveOrder } from './redrive/model.ts';
import { rules } from './redrive/rules.ts';
import { createTransport } from './redrive/transport.ts';
import { leastRedrive, widestRedrive } from '../../domain/redrive/width.ts';
import type { Work, WorkEnd } from './work.ts';

/** An order as its job keeps it: the chosen messages stand among the items. */
export type StoredOrder = Omit<RedriveOrder, 'ids'> & { some: boolean };

const goals: ReadonlySet<ItemState> = new Set(['done', 'kept', 'parked']);

/** The work of a move or copy. */
export function createRedriveWork(
  job: StoredJob,
  journal: Journal,
  { clients, store }: Pick<Services, 'clients' | 'store'>,
  clock: JobClock,
  expressions: Expressions,
): Work {
  const { tally } = job;
  // `redrives.*` alone write these orders; those of earlier versions say less.
  const { some, ...stored } = { ...plainOrder, ...(job.order as StoredOrder) };
  // The chosen ones stand among the items, where the engine finds them.
  const order: RedriveOrder = { ...stored, ids: some ? [] : null };
  let reached = 0;
  const counting: Journal = {
    ...journal,
    write(items, now) {
      journal.write(items, now);
      reached += items.filter(({ state }) => goals.has(state)).length;
    },
  };
  const redrive = createRedrive({
    order,
    clock,
    journal: counting,
    transport: createTransport({ clients, parked: store.parked, clock, journal }, job, order),
    tally,
    rules,
    judge: createJudge(expressions, order),
    lanes: leastRedrive(order.depth),
    widest: widestRedrive(order.depth),
    turn: () => setImmediate(),
  });
  return {
    tally,
    reached: () => reached,
    stop: (kind) => redrive.stop(kind),
    skip: (stage) => redrive.skip(stage),
    async run(): Promise<WorkEnd> {
      const end = await redrive.run();
      const isOver = end.kind === 'ended' || end.kind === 'cancel';
      if (isOver && store.captures.policies.get(job.source.scope.profile).mode !== 'keep')
        store.jobItems.dropContents(job.id);
      if (end.kind !== 'ended') return end;
      const states = Object.entries(store.jobItems.counts(job.id).states);
      const sum = (counts: typeof states): number => counts.reduce((all, [, count]) => all + count, 0);
      // Only states stand there.
      const good = sum(states.filter(([state]) => goals.has(state as ItemState)));
      const state = good === sum(states) ? 'done' : good > 0 ? 'partly' : 'failed';
      return { kind: 'ended', state };
    },
  };
}
