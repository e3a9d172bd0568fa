import type { RedriveParts } from '../../electron/backend/jobs/redrive/desk.ts';
import type { Item, SendResult } from '../../electron/backend/jobs/redrive/model.ts';
import type { Rules } from '../../electron/backend/jobs/redrive/rules.ts';
import type { Setting } from './run-seed.ts';

const withRules =
  (change: (rules: Rules) => Partial<Rules>) =>
  (parts: RedriveParts): RedriveParts => ({ ...parts, rules: { ...parts.rules, ...change(parts.rules) } });

/** Wrong engines, each with one rule of the protocol switched off. Every one must be found. */
export const mutants: Record<string, Setting> = {
  'the SDK tries sends again': {
    fifo: false,
    mutation: (parts) => ({
      ...parts,
      transport: {
        ...parts.transport,
        async send(entries, go) {
          let results: SendResult[] = [];
          for (let attempt = 0; attempt < 3; attempt += 1) {
            results = await parts.transport.send(entries, go);
            if (results.some(({ kind }) => kind === 'accepted')) break;
          }
          return results;
        },
      },
    }),
  },
  'several of a group in one request': {
    fifo: true,
    mutation: withRules(() => ({
      isTurn: () => true,
      fits: (_order, batch) => batch.length < 10,
    })),
  },
  'the original deduplication id': {
    fifo: true,
    mutation: (parts) => ({
      ...withRules(() => ({
        dedupIdOf: (_order, item) => `original-${Number(item.id.slice(1)) >> 1}`,
        isSwallowed: () => false,
      }))(parts),
    }),
  },
  'no second look at the clock': {
    fifo: true,
    // A disk that is slow now and then brings it out within fewer seeds.
    troubles: { slowDisk: 0.08, stall: 0.08, lostAnswer: 0.2 },
    mutation: withRules(() => ({ mayLeave: () => true })),
  },
  'deleted before the journal says sent': {
    mutation: (parts) => {
      const early = new Map<string, Item>();
      return {
        ...parts,
        journal: {
          ...parts.journal,
          write(items, tally) {
            for (const item of items) if (item.state === 'sent') early.set(item.id, item);
            parts.journal.write(
              items.filter(({ state }) => state !== 'sent'),
              tally,
            );
          },
        },
      };
    },
  },
  'a message shown again is sent again': {
    mutation: withRules((rules) => ({
      shownAgain: (order, item) => (item.state === 'sent' ? 'take' : rules.shownAgain(order, item)),
    })),
  },
  'an unanswered send is repeated without a word': {
    mutation: withRules((rules) => ({
      nextSend: (clock, order, item, hand, window) => {
        const next = rules.nextSend(clock, order, item, hand, window);
        return next === 'again' ? 'repeat' : next;
      },
      mayLeave: () => true,
    })),
  },
  'copies that came back are sent again': { mutation: withRules(() => ({ cameBack: () => undefined })) },
  'a hold needs not last': {
    mutation: withRules(() => ({
      mayDelete: (_clock, item) => item.state === 'sent' || item.state === 'done',
    })),
  },
  'a group passes what is being sent': {
    fifo: true,
    mutation: withRules(() => ({ isTurn: () => true })),
  },
};
