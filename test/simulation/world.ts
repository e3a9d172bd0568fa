import {
  plainOrder,
  type Content,
  type Edit,
  type RedriveOrder,
} from '../../electron/backend/jobs/redrive/model.ts';
import type { ModelMessage, ModelQueue } from './model-queue.ts';
import type { Chance, VirtualTime } from './virtual-time.ts';

/** What the seed made of the messages. Their ids are `m` and a number. */
export interface World {
  /** Whether the predicate holds for a message. */
  fits(id: string): boolean;
  /** Whether expressions fail for it. */
  isBroken(id: string): boolean;
  /** The queue that it failed in; null where it never was in one. */
  routeOf(id: string): string | null;
  /** The deduplication id that it carries: two messages may share one. */
  dedupIdOf(id: string): string;
  edits: ReadonlyMap<string, Edit>;
  /** Another number each time. */
  once(): number;
  received(message: ModelMessage): void;
  /** Handles that a process of ours was given, and when. */
  handles: Map<string, number>;
}

/** What a run may be made to be, where the seed shall not choose. */
export interface Wanted {
  fifo?: boolean;
  order?: Partial<RedriveOrder>;
}

const numberOf = (id: string): number => Number(id.slice(1));

/** Which queues there are. */
export function chooseQueues(
  chance: Chance,
  { fifo, order = {} }: Wanted,
): { source: boolean; destination: boolean } {
  const source = fifo ?? order.sourceFifo ?? chance.hit(0.5);
  const destination = fifo ?? order.destinationFifo ?? (order.routed ? source : chance.hit(0.5));
  return { source, destination };
}

/** Makes an order of any kind. */
export function makeOrder(
  chance: Chance,
  wanted: Wanted,
  kinds: { source: boolean; destination: boolean },
): RedriveOrder {
  const fresh = chance.hit(0.5);
  const kind = fresh ? chance() : 0;
  const exact = kind > 0.85;
  const routed = !exact && kind > 0.6 && kinds.source === kinds.destination;
  const staged = fresh && chance.hit(0.3);
  return {
    ...plainOrder,
    job: `job-${chance()}`,
    source: 'source',
    destination: 'destination',
    sourceFifo: kinds.source,
    destinationFifo: kinds.destination && !exact,
    keep: !exact && chance.hit(0.15),
    ids: null,
    groupId: chance.hit(0.5) ? 'fallback' : null,
    skipFailed: chance.hit(0.3),
    unanswered: chance.hit(0.8) ? 'resend' : 'leave',
    depth: null,
    maximumSize: 1024 * 1024,
    where: fresh && chance.hit(0.3) ? 'true' : null,
    transform: fresh && !exact && chance.hit(0.3) ? '$' : null,
    rate: fresh && chance.hit(0.2) ? chance.between(1, 5) / 5 : null,
    most: fresh && chance.hit(0.2) ? chance.between(1, 10) : null,
    stages: staged ? [1, chance.between(1, 5)] : [],
    settle: chance.between(1, 600) * 1000,
    returnsAllowed: chance.between(0, 1),
    stopOnFailure: staged || (fresh && chance.hit(0.1)),
    keepDedupId: fresh && kinds.source && kinds.destination && chance.hit(0.2),
    routed,
    goal: exact && chance.hit(0.5) ? 'parked' : 'done',
    exact,
    ...wanted.order,
  };
}

/** Fills the source, and says what is chosen. */
export function fillWorld(
  chance: Chance,
  time: VirtualTime,
  source: ModelQueue,
  destinations: ReadonlyMap<string, ModelQueue>,
  order: RedriveOrder,
): World {
  const groups = chance.between(1, 5);
  const count = chance.between(1, 30);
  const edits = new Map<string, Edit>();
  const edited = order.transform === null && !order.exact && chance.hit(0.2);
  let made = 0;
  const world: World = {
    fits: (id) => numberOf(id) % 3 !== 0,
    isBroken: (id) => numberOf(id) % 11 === 7,
    routeOf: (id) => (order.routed && numberOf(id) % 13 === 5 ? null : `queue-${numberOf(id) % 2}`),
    dedupIdOf: (id) => `original-${numberOf(id) >> 1}`,
    edits,
    once: () => (made += 1),
    handles: new Map(),
    received: ({ handle }) => void world.handles.set(handle!, time.clock.mono()),
  };
  for (let n = 0; n < count; n += 1) {
    const id = `m${n}`;
    const content: Content = {
      body: `body ${n}`,
      attributes: { n: { type: 'Number.int', binary: false, value: String(n) } },
      groupId: order.sourceFifo || chance.hit(0.3) ? `g${chance.between(1, groups)}` : null,
      traceHeader: null,
    };
    source.put({ id, content, origin: id });
    // Whoever sent it first, sent it to where it is to go again.
    for (const queue of destinations.values()) if (order.keepDedupId) queue.used(world.dedupIdOf(id));
    if (edited && chance.hit(0.3)) edits.set(id, { body: `edited ${n}` });
    time.stall(1);
  }
  const all = source.messages.map(({ id }) => id);
  order.depth = all.length;
  if (order.where === null && chance.hit(0.5))
    order.ids = all.filter((id) => edits.has(id) || chance.hit(0.6));
  return world;
}

/** Whether a message is meant. */
export const isMeant = (order: RedriveOrder, world: World, id: string): boolean =>
  world.edits.has(id) ||
  (order.ids ? order.ids.includes(id) : order.where === null || (world.fits(id) && !world.isBroken(id)));
