import type {
  HandleEntry,
  Item,
  OutgoingEntry,
  RedriveOrder,
} from '../../electron/backend/jobs/redrive/model.ts';
import type { ItemState } from '../../electron/contract/jobs.ts';
import type { ModelQueue } from './model-queue.ts';
import type { VirtualTime } from './virtual-time.ts';

/** What the monitor knows of the process that does something. */
export interface Doer {
  /** It was told to pause or to stop for good. */
  told: boolean;
  startedAt: number;
  /** Entries that it has sent. */
  sent: number;
}

/** Looks over the shoulder of every process, and notes each rule that it breaks. */
export interface Monitor {
  readonly broken: string[];
  /** Stages whose waiting somebody skipped. */
  readonly skipped: Set<number>;
  /** A row is about to be written over. */
  wrote(rows: ReadonlyMap<string, Item>, after: Item, forgiven: number, doer: Doer): void;
  /** A request is made. */
  sending(rows: ReadonlyMap<string, Item>, entries: readonly OutgoingEntry[], doer: Doer): void;
  /** Its bytes leave. */
  leaving(rows: ReadonlyMap<string, Item>, entries: readonly OutgoingEntry[], source: ModelQueue): void;
  /** The bytes of a delete leave. */
  deleting(entries: readonly HandleEntry[], source: ModelQueue): void;
  /** The predicate is asked of a message. */
  asked(rows: ReadonlyMap<string, Item>, id: string): void;
}

const ends: ReadonlySet<ItemState> = new Set([
  'done',
  'kept',
  'parked',
  'failed',
  'gone',
  'uncertain',
  'left',
]);
const timeout = 15_000;

/** Makes the monitor of one run. */
export function createMonitor(order: RedriveOrder, time: VirtualTime): Monitor {
  const broken: string[] = [];
  const begun = new Map<string, number>();
  const skipped = new Set<number>();
  const contents = new Map<string, string>();
  let last = -Infinity;

  /** The first of a stage may go when the last of the one before is so old. */
  const checkStage = (id: string, now: number): void => {
    let end = 0;
    order.stages.forEach((size, index) => {
      end += size;
      if (begun.size === end && !skipped.has(index) && now - last < order.settle)
        broken.push(`STAGES: ${id} left ${now - last} ms after the end of stage ${index}`);
    });
  };

  const begin = (rows: ReadonlyMap<string, Item>, item: Item, forgiven: number, doer: Doer): void => {
    const { id, group, sequence } = item;
    if (doer.told) broken.push(`PAUSE: ${id} was begun after the stop`);
    const now = time.clock.now();
    const returned = [...rows.values()].filter(({ returnedAt }) => returnedAt !== null).length;
    if (order.stages.length > 0 && returned - forgiven > order.returnsAllowed)
      broken.push(`STAGES: ${id} was begun although ${returned} came back`);
    if (order.stopOnFailure && isUnforgiven(rows, doer)) broken.push(`STOP: ${id} was begun after a failure`);
    if (order.sourceFifo && order.destinationFifo && !order.skipFailed) {
      for (const other of rows.values()) {
        if (
          other.state === 'failed' &&
          other.group === group &&
          BigInt(other.sequence ?? 0) < BigInt(sequence ?? 0)
        )
          broken.push(`D3: ${id} was begun behind ${other.id}, which failed`);
      }
    }
    if (begun.has(id)) return;
    checkStage(id, now);
    begun.set(id, now);
    last = now;
    if (order.most !== null && begun.size > order.most) broken.push(`MOST: ${id} was begun`);
  };

  const failures = new Map<Doer, number>();
  /** A failure of this very process's time. */
  const isUnforgiven = (rows: ReadonlyMap<string, Item>, doer: Doer): boolean => {
    const failed = [...rows.values()].filter(({ state }) => state === 'failed').length;
    const before = failures.get(doer) ?? failed;
    failures.set(doer, before);
    return failed > before;
  };

  return {
    broken,
    skipped,
    wrote(rows, after, forgiven, doer) {
      const before = rows.get(after.id);
      const [from, to] = [before?.state ?? 'nothing', after.state];
      if (order.stopOnFailure) isUnforgiven(rows, doer);
      if (before && ends.has(before.state) && from !== to)
        broken.push(`STATES: ${after.id} went from its end ${from} to ${to}`);
      if ((to === 'sent' || to === 'kept') && from !== 'sending' && from !== to)
        broken.push(`STATES: ${after.id} went from ${from} to ${to}`);
      if ((to === 'done' || to === 'parked') && from !== 'sent' && from !== to)
        broken.push(`STATES: ${after.id} went from ${from} to ${to}`);
      if (to === 'sending' && after.attempts > (before?.attempts ?? 0)) begin(rows, after, forgiven, doer);
    },
    sending(rows, entries, doer) {
      doer.sent += entries.length;
      const elapsed = (time.clock.mono() - doer.startedAt) / 1000;
      if (order.rate !== null && doer.sent > 1 + order.rate * elapsed + 0.001)
        broken.push(`RATE: ${doer.sent} in ${elapsed} s`);
      if (new Set(entries.map(({ route }) => route)).size > 1) broken.push('SEND: two routes in one request');
      if (entries.length > 10) broken.push('SEND: more than ten in one request');
      const groups = entries.flatMap(({ content: { groupId } }) => groupId ?? []);
      if (order.destinationFifo && new Set(groups).size < groups.length)
        broken.push('SEND: two of a group in one request');
      for (const { id, content } of entries) {
        const row = rows.get(id);
        if (row?.state !== 'sending')
          broken.push(`S1: ${id} was sent while the journal said ${row?.state ?? 'nothing'}`);
        const text = JSON.stringify(content);
        const key = `${id} ${row?.revision ?? 0}`;
        if ((contents.get(key) ?? text) !== text)
          broken.push(`S1: ${id} was sent with two contents of one revision`);
        contents.set(key, text);
      }
    },
    leaving(rows, entries, source) {
      for (const { id } of entries) {
        const message = source.messages.find((one) => one.id === id && one.deletedAt === null);
        const left = message ? message.visibleAt - time.clock.now() : Infinity;
        if (rows.get(id)?.attempts === 1 && left < timeout)
          broken.push(`S0: ${id} left with ${left} ms of its hold`);
      }
    },
    deleting(entries, source) {
      for (const { id, handle } of entries) {
        const message = source.messages.find((one) => one.id === id && one.deletedAt === null);
        if (!message) continue;
        const left = message.handle === handle ? message.visibleAt - time.clock.now() : -1;
        if (left < timeout) broken.push(`X1: the delete of ${id} left with ${left} ms of its hold`);
      }
    },
    asked(rows, id) {
      const row = rows.get(id);
      if (row && row.state !== 'waiting') broken.push(`R2: the predicate was asked of ${id} again`);
    },
  };
}
