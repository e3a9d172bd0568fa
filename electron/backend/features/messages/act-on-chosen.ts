import { randomUUID } from 'node:crypto';
import type { SQSClient } from '@aws-sdk/client-sqs';
import { SQS } from '../../../domain/limits.ts';
import { fail, toFailure } from '../../failures.ts';
import type { Call, Handlers } from '../../handlers.ts';
import type { Services } from '../../services.ts';
import { toNumber } from '../queues/attributes.ts';
import { checkBudget } from './budget.ts';
import type { EntriesDone, Held, NotDone } from './entries.ts';
import { toHold, type KeptHold } from './holds.ts';
import type { LookState } from './look-state.ts';
import { deleteAll, releaseAll, setVisibility } from './release.ts';
import { nothingMet, searchAgain } from './search-again.ts';

type ActHandlers = Pick<Handlers<'messages'>, 'reach' | 'changeVisibility' | 'remove'>;
type Chosen = Parameters<ActHandlers['remove']>[0];

/** Acts on chosen messages: by the handle of a kept hold, else by receiving until they are met again. */
export function createActs({ clients, host }: Services, state: LookState): ActHandlers {
  const { holds } = state;

  /** Splits the chosen into what is held and what must be searched, does the act to both, and lets the rest go. */
  const act = async (
    input: Chosen,
    { signal }: Call,
    perform: (sqs: SQSClient, part: Pick<KeptHold, 'held' | 'since'>) => Promise<EntriesDone>,
  ) => {
    const { scope, queueUrl } = input;
    const work = state.turn(input)(async () => {
      signal.throwIfAborted();
      const chosen = new Set(input.messageIds);
      const once = await clients.sqs(scope, 'once');
      const done: string[] = [];
      const failed: NotDone[] = [];
      const take = (part: EntriesDone): void => {
        done.push(...part.done);
        failed.push(...part.failed);
      };
      for (const hold of holds.holding(scope, queueUrl, chosen)) {
        const part = await perform(once, hold);
        take(part);
        holds.drop(hold.lookId, new Set(part.done));
        for (const { messageId } of hold.held) chosen.delete(messageId);
      }
      let met = nothingMet;
      if (chosen.size > 0) {
        const { budget, attributes } = await state.readBudget(input, signal, input.force);
        if (!input.force) checkBudget(budget, queueUrl);
        const visible = toNumber(attributes.ApproximateNumberOfMessages);
        met = await searchAgain(state, once, input, chosen, visible, signal);
        // What was done to held messages is done: only a search that is all there is may fail the call.
        if (met.cut && met.received === 0 && done.length === 0 && failed.length === 0) throw met.cut;
      }
      const late = signal.aborted ? [] : met.found;
      if (late.length > 0) take(await perform(once, { held: late, since: met.since }));
      const bad = new Set(failed.map(({ messageId }) => messageId));
      const letGo = [
        ...met.others,
        ...met.found.filter(({ messageId }) => signal.aborted || bad.has(messageId)),
      ];
      const { released, notReleased } = await releaseAll(
        await clients.sqs(scope),
        queueUrl,
        scope.region,
        letGo,
      );
      return {
        done,
        searched: {
          notFound: met.notFound,
          failed,
          receives: met.receives,
          received: met.received,
          released,
          notReleased,
          cut: met.cut && toFailure(met.cut),
        },
      };
    });
    state.underWay.add(work);
    return work.finally(() => state.underWay.delete(work));
  };

  const summary = (
    asked: number,
    done: number,
    { notFound, failed, received }: { notFound: string[]; failed: NotDone[]; received: number },
  ) => ({
    messages: asked,
    done,
    notFound: notFound.length,
    failed: failed.length,
    received,
  });

  return {
    async reach(input, { signal }) {
      const chosen = new Set(input.messageIds);
      const held = holds
        .holding(input.scope, input.queueUrl, chosen)
        .reduce((sum, hold) => sum + hold.held.length, 0);
      const missing = chosen.size - held;
      const { budget, attributes } = await state.readBudget(input, signal, true);
      const visible = toNumber(attributes.ApproximateNumberOfMessages);
      const received = missing === 0 ? 0 : Math.min(input.most, Math.max(visible ?? input.most, missing));
      return { held, missing, visible, received, calls: Math.ceil(received / SQS.receiveBatch), budget };
    },

    async changeVisibility(input, call) {
      const { scope, queueUrl, seconds } = input;
      const until = (): number => host.clock.now() + seconds * 1000;
      const lookId = randomUUID();
      let since = Infinity;
      const handles = new Map<string, Held>();
      const { done, searched } = await act(input, call, async (sqs, part) => {
        const { latest } = toHold({ lookId, scope, queueUrl, until: 0, ...part });
        if (until() > latest) {
          const text = 'SQS hides a message for 12 hours after its receive at most.';
          const failure = toFailure(fail('INVALID_INPUT', text, { field: 'seconds' }));
          return { done: [], failed: part.held.map(({ messageId }) => ({ messageId, failure })) };
        }
        const changed = await setVisibility(sqs, queueUrl, scope.region, part.held, seconds);
        const ids = new Set(changed.done);
        for (const one of part.held) if (ids.has(one.messageId)) handles.set(one.messageId, one);
        since = Math.min(since, part.since);
        return changed;
      });
      call.note({ ...summary(input.messageIds.length, done.length, searched), seconds });
      const held = [...handles.values()];
      // What stays hidden stays in our hands, so that it can be released before its time.
      const hold =
        seconds > 0 && held.length > 0
          ? holds.keep({ lookId, scope, queueUrl, held, since, until: until() })
          : null;
      return { changed: done, hold, ...searched };
    },

    async remove(input, call) {
      const { scope, queueUrl } = input;
      const { done, searched } = await act(input, call, (sqs, { held }) =>
        deleteAll(sqs, queueUrl, scope.region, held),
      );
      call.note(summary(input.messageIds.length, done.length, searched));
      state.deleted(input, done);
      return { deleted: done, ...searched };
    },
  };
}
