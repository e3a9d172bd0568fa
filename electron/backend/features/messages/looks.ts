import { randomUUID } from 'node:crypto';
import type { SQSClient } from '@aws-sdk/client-sqs';
import { SQS } from '../../../domain/limits.ts';
import { fail, toFailure } from '../../failures.ts';
import type { Handlers } from '../../handlers.ts';
import type { Services } from '../../services.ts';
import { unlessAborted } from '../../unless-aborted.ts';
import { checkBudget } from './budget.ts';
import { toHold, type KeptHold } from './holds.ts';
import type { BudgetRead, LookState } from './look-state.ts';
import { releaseAll, setVisibility } from './release.ts';
import { shorten } from './shorten.ts';
import { isIntact } from './to-seen.ts';
import type { View } from './view.ts';

type Peek = Handlers<'messages'>['peek'];
type Look = Awaited<ReturnType<Peek>>;
type PeekInput = Parameters<Peek>[0];

/** Looks into queues, and the holds that they leave. */
export interface Looks extends Pick<Handlers<'messages'>, 'budget' | 'peek' | 'release' | 'extend'> {
  /** Waits for looks under way and releases what is held. */
  close(): Promise<void>;
}

/** Makes the looks of a backend. Receipt handles never leave it. */
export function createLooks({ clients, host }: Services, state: LookState): Looks {
  const { holds, underWay } = state;

  const look = async (
    sqs: SQSClient,
    input: PeekInput,
    before: BudgetRead,
    signal: AbortSignal,
  ): Promise<Look> => {
    const { scope, queueUrl } = input;
    const collected = await state.receive(sqs, input, input, signal);
    const { held, since } = collected;
    if (collected.cut && held.length === 0) throw collected.cut;
    const damaged = [...collected.messages.values()].find((message) => !isIntact(message));
    const cut = damaged
      ? fail('CORRUPT', 'A message differs from the digest that came with it.', {
          resource: damaged.MessageId,
        })
      : collected.cut;
    const lookId = randomUUID();
    // Nobody would learn of a hold that outlives a cancelled call.
    const kept: KeptHold | null =
      input.keepHold && since !== null && !signal.aborted
        ? { lookId, scope, queueUrl, held, since, until: since + input.visibilitySeconds * 1000 }
        : null;
    const hold = kept && holds.keep(kept);
    const { released, notReleased } = kept
      ? { released: 0, notReleased: [] }
      : await releaseAll(await clients.sqs(scope), queueUrl, scope.region, held);
    return {
      lookId,
      messages: input.whole ? collected.seen : collected.seen.map(shorten),
      receives: collected.receives,
      released,
      notReleased,
      hold,
      budget: state.budgetAfter(input, before),
      view: null,
      cut: cut && toFailure(cut),
    };
  };

  const readView = async (
    view: View,
    input: PeekInput,
    { budget }: BudgetRead,
    signal: AbortSignal,
  ): Promise<Look> => {
    const messages = (await view.read(input.queueUrl, signal)).slice(0, input.count);
    state.keep(input, messages);
    return {
      lookId: randomUUID(),
      messages: input.whole ? messages : messages.map(shorten),
      receives: 0,
      released: 0,
      notReleased: [],
      hold: null,
      budget,
      view: view.name,
      cut: null,
    };
  };

  const mustFind = (scope: KeptHold['scope'], queueUrl: string, lookId: string): KeptHold => {
    const hold = holds.find(scope, queueUrl, lookId);
    if (hold) return hold;
    throw fail('NOT_FOUND', 'The hold has ended: its messages are visible again.', { resource: lookId });
  };

  return {
    budget: async (input, { signal }) => (await state.readBudget(input, signal)).budget,

    async peek(input, { signal, note }) {
      const { scope, queueUrl, force } = input;
      return state.turn(input)(async () => {
        signal.throwIfAborted();
        const before = await state.readBudget(input, signal, force);
        const view = input.keepHold ? null : await state.views.of(input, signal);
        if (!force && !view) checkBudget(before.budget, queueUrl);
        const work = view
          ? readView(view, input, before, signal)
          : look(await clients.sqs(scope, 'once'), input, before, signal);
        underWay.add(work);
        const ended = work.finally(() => underWay.delete(work));
        ended.catch(() => undefined);
        const result = await unlessAborted(ended, signal);
        const { receives, released } = result;
        note({ messages: result.messages.length, receives, released, force });
        return result;
      });
    },

    async release({ scope, queueUrl, lookId }, { note }) {
      mustFind(scope, queueUrl, lookId);
      const held = holds.take(scope, queueUrl, lookId)?.held ?? [];
      const sqs = await clients.sqs(scope);
      const { released, notReleased } = await releaseAll(sqs, queueUrl, scope.region, held);
      note({ released, notReleased: notReleased.length });
      return { released, notReleased: notReleased.length };
    },

    async extend({ scope, queueUrl, lookId, seconds }, { note }) {
      const hold = mustFind(scope, queueUrl, lookId);
      const { latest } = toHold(hold);
      const until = host.clock.now() + seconds * 1000;
      if (until > latest) {
        const most = Math.max(0, Math.floor((latest - host.clock.now()) / 1000));
        const text = `SQS holds a message for 12 hours after its receive at most: ${most} s are left.`;
        throw fail('INVALID_INPUT', text, {
          field: 'seconds',
          numbers: { most, limit: SQS.visibilitySeconds },
        });
      }
      const sqs = await clients.sqs(scope);
      const { done, failed } = await setVisibility(sqs, queueUrl, scope.region, hold.held, seconds);
      note({ messages: done.length, failed: failed.length, seconds });
      const stays = new Set(done);
      const held = hold.held.filter(({ messageId }) => stays.has(messageId));
      holds.take(scope, queueUrl, lookId);
      // What could not be extended comes back when it would have; a handle of it is not trusted any more.
      return { hold: held.length > 0 ? holds.keep({ ...hold, held, until }) : null, notExtended: failed };
    },

    async close() {
      await Promise.allSettled(underWay);
      await Promise.allSettled(
        holds
          .takeAll()
          .map(async ({ scope, queueUrl, held }) =>
            releaseAll(await clients.sqs(scope), queueUrl, scope.region, held),
          ),
      );
    },
  };
}
