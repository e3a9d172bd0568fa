import type { Item, RedriveOrder, SendResult, Transport } from '../../electron/backend/jobs/redrive/model.ts';
import type { Rules } from '../../electron/backend/jobs/redrive/rules.ts';
import type { Mutation, Setting } from './run-seed.ts';

const withRules =
  (change: (rules: Rules) => Partial<Rules>): Mutation =>
  (parts) => ({ ...parts, rules: { ...parts.rules, ...change(parts.rules) } });
const withTransport =
  (change: (transport: Transport) => Partial<Transport>): Mutation =>
  (parts) => ({ ...parts, transport: { ...parts.transport, ...change(parts.transport) } });
const withOrder =
  (change: Partial<RedriveOrder>): Mutation =>
  (parts) => ({ ...parts, order: { ...parts.order, ...change } });
/** What the disk is told, and what not. */
const withRows =
  (change: (items: readonly Item[]) => readonly Item[]): Mutation =>
  (parts) => ({
    ...parts,
    journal: { ...parts.journal, write: (items, tally) => parts.journal.write(change(items), tally) },
  });
const withResults =
  (change: (result: SendResult) => SendResult): Mutation =>
  (parts) =>
    withTransport(({ send }) => ({
      send: async (entries, go) => (await send(entries, go)).map(change),
    }))(parts);

/** Wrong engines, each with one rule of the protocol switched off, by the protocol's letters. Every one must be found. */
export const mutants: Record<string, Setting> = {
  'no R1: copies that came back are sent again': {
    mutation: withRules(() => ({ cameBack: () => undefined })),
  },
  'no R1: a job takes up its own returns': { mutation: withRules(() => ({ isOwnReturn: () => false })) },
  'no R2: what is not meant is sent': { mutation: withRules(() => ({ isChosen: () => 'yes' })) },
  'no R2: the predicate is asked again of what is written down': {
    order: { where: 'true' },
    mutation: withRules(() => ({ isChosen: () => 'ask' })),
  },
  'no R3: what is held is not written down': {
    onlyKills: true,
    mutation: withRows((items) => items.filter(({ state }) => state !== 'held')),
  },
  'no R4: a held message that is shown again keeps its old handle': {
    hours: 4,
    mutation: withRules((rules) => ({
      shownAgain: (order, item) => (item.state === 'held' ? 'let-go' : rules.shownAgain(order, item)),
    })),
  },
  'no R5: an open send that is shown again is left alone': {
    fifo: false,
    hours: 4,
    order: { keep: false, exact: false, goal: 'done' },
    troubles: { lostAnswer: 0.5, stall: 0.2 },
    mutation: withRules((rules) => ({
      shownAgain: (order, item) => (item.state === 'sending' ? 'let-go' : rules.shownAgain(order, item)),
    })),
  },
  'no R6: a message shown again is sent again': {
    mutation: withRules((rules) => ({
      shownAgain: (order, item) => (item.state === 'sent' ? 'take' : rules.shownAgain(order, item)),
    })),
  },
  'no R6: a sent message shown again is kept': {
    hours: 4,
    mutation: withRules((rules) => ({
      shownAgain: (order, item) => (item.state === 'sent' ? 'let-go' : rules.shownAgain(order, item)),
      mayDelete: (clock, item, hand) => item.doubt && rules.mayDelete(clock, item, hand),
    })),
  },
  'no R7: a failed message shown again is taken up': {
    mutation: withRules((rules) => ({
      shownAgain: (order, item) => (item.state === 'failed' ? 'take' : rules.shownAgain(order, item)),
    })),
  },
  'no S0: a send begins with whatever is left of a hold': {
    mutation: withRules((rules) => ({
      nextSend: (clock, order, item, hand, window) =>
        item.state === 'held' && hand ? 'first' : rules.nextSend(clock, order, item, hand, window),
      mayLeave: () => true,
    })),
  },
  'no S1: the intent is not written down': {
    mutation: withRows((items) => items.filter(({ state }) => state !== 'sending')),
  },
  'no S1: no second look at the clock': {
    fifo: true,
    // A disk that is slow now and then brings it out within fewer seeds.
    troubles: { slowDisk: 0.08, stall: 0.08, lostAnswer: 0.2 },
    mutation: withRules(() => ({ mayLeave: () => true })),
  },
  'no S1: content is made anew for each send': {
    order: { transform: '$', exact: false, goal: 'done' },
    mutation: withRules(() => ({
      mayChange: ({ state }) => state === 'waiting' || state === 'held' || state === 'sending',
      frozen: (item) => ({ outgoing: null, changed: true, revision: item.revision }),
    })),
  },
  'no S2: deleted before the journal says sent': {
    mutation: withRows((items) => items.filter(({ state }) => state !== 'sent')),
  },
  'no S3: swallowed by deduplication, and nobody notices': {
    fifo: true,
    mutation: withRules(() => ({
      dedupIdOf: (_order, item) => `original-${Number(item.id.slice(1)) >> 1}`,
      isSwallowed: () => false,
    })),
  },
  'no S3: the id as received is sent within its window': {
    fifo: true,
    order: { keepDedupId: true, exact: false, goal: 'done' },
    mutation: withRules(() => ({ idIsFree: () => -Infinity })),
  },
  'no S4: a copy that differs counts': {
    troubles: { corrupt: 0.1 },
    mutation: withResults((result) => (result.kind === 'accepted' ? { ...result, intact: true } : result)),
  },
  'no S5: a refusal counts as no answer': {
    onlyKills: true,
    calm: true,
    fifo: false,
    troubles: { throttle: 0.3 },
    mutation: withResults((result) =>
      result.kind === 'refused' ? { kind: 'unknown', failure: result.failure } : result,
    ),
  },
  'no S6: no answer counts as a refusal': {
    mutation: withResults((result) =>
      result.kind === 'unknown' ? { kind: 'refused', whose: 'busy', failure: result.failure } : result,
    ),
  },
  'no S6: sends are tried again below the journal': {
    fifo: false,
    mutation: withTransport(({ send }) => ({
      async send(entries, go) {
        let results: SendResult[] = [];
        for (let attempt = 0; attempt < 3; attempt += 1) {
          results = await send(entries, go);
          if (results.some(({ kind }) => kind === 'accepted')) break;
        }
        return results;
      },
    })),
  },
  'no D1: the same id is sent whenever': {
    fifo: true,
    troubles: { lostAnswer: 0.3, stall: 0.1 },
    mutation: withRules((rules) => ({
      nextSend: (clock, order, item, hand, window) =>
        order.destinationFifo && item.state === 'sending'
          ? 'repeat'
          : rules.nextSend(clock, order, item, hand, window),
      mayLeave: (clock, kind, hand, window) => kind === 'repeat' || rules.mayLeave(clock, kind, hand, window),
    })),
  },
  'no D2: an unanswered send is repeated without a word': {
    mutation: withRules((rules) => ({
      nextSend: (clock, order, item, hand, window) => {
        const next = rules.nextSend(clock, order, item, hand, window);
        return next === 'again' ? 'repeat' : next;
      },
      mayLeave: () => true,
    })),
  },
  'no D3: a group passes what is being sent': {
    fifo: true,
    mutation: withRules(() => ({ isTurn: () => true })),
  },
  'no D3: a group goes on behind what failed': {
    fifo: true,
    order: { skipFailed: false, stopOnFailure: false },
    mutation: withRules((rules) => ({
      isTurn: (order, item, unfinished) => rules.isTurn(order, item, unfinished, false),
    })),
  },
  'no SEND: several of a group in one request': {
    fifo: true,
    mutation: withRules(() => ({ isTurn: () => true, fits: (_order, batch) => batch.length < 10 })),
  },
  'no SEND: two destinations in one request': {
    order: { routed: true, exact: false, goal: 'done' },
    mutation: withRules((rules) => ({
      fits: (order, batch, item, busyGroups) =>
        rules.fits(
          order,
          batch.map((one) => ({ ...one, route: item.route })),
          item,
          busyGroups,
        ),
    })),
  },
  'no X1: a hold needs not last for a delete': {
    order: { keep: false, exact: false, goal: 'done' },
    troubles: { stall: 0.3, slowDisk: 0.2 },
    mutation: withRules(() => ({
      mayDelete: (_clock, item, hand) =>
        hand !== undefined && (item.state === 'sent' || item.state === 'done'),
    })),
  },
  'no X2: an unanswered delete counts': {
    order: { keep: false },
    mutation: withTransport(({ remove }) => ({
      remove: async (entries, go) => (await remove(entries, go)).map(() => ({ kind: 'ok' })),
    })),
  },
  'no HOLD: a renewal counts without its answer': {
    order: { rate: 0.2, keep: false },
    mutation: withTransport(({ hide }) => ({
      hide: async (entries, seconds, go) => (await hide(entries, seconds, go)).map(() => ({ kind: 'ok' })),
    })),
  },
  'no NOT SHOWN AGAIN: what is hidden counts as gone': {
    mutation: withTransport(() => ({
      counts: () => Promise.resolve({ visible: 0, inFlight: 0, delayed: 0 }),
    })),
  },
  'no RESTART: what another process held is not let go': {
    onlyKills: true,
    mutation: (parts) => ({
      ...parts,
      journal: {
        ...parts.journal,
        load: () => [...parts.journal.load()].map((item) => ({ ...item, handle: null })),
      },
    }),
  },
  'no epoch: a journal that writes for everybody': { fencing: false, order: { unanswered: 'resend' } },
  'no PAUSE: new sends after a stop': { mutation: withRules(() => ({ maySend: () => true })) },
  'no stages: the waiting is not waited for': {
    order: { stages: [1, 3], settle: 300_000 },
    mutation: withRules(() => ({ stageAllowance: () => Infinity })),
  },
  'no stages: returns do not stop it': {
    order: { stages: [1, 3], settle: 120_000, returnsAllowed: 0, exact: false, goal: 'done' },
    mutation: withRules(() => ({ returnsTooMany: () => false })),
  },
  'no stop at the first failure': {
    order: { stopOnFailure: true, transform: '$', exact: false, goal: 'done' },
    mutation: withOrder({ stopOnFailure: false }),
  },
  'no rate': { order: { rate: 0.5 }, mutation: withOrder({ rate: null }) },
  'no most': { order: { most: 3, where: null }, mutation: withOrder({ most: null }) },
};
