import { randomUUID } from 'node:crypto';
import type { SQSClient } from '@aws-sdk/client-sqs';
import type { ReceiveBudget, SeenMessage } from '../../../contract/messages.ts';
import type { Scope } from '../../../contract/procedure.ts';
import type { RedrivePolicy } from '../../../contract/queues.ts';
import { createConcurrency, type Concurrency } from '../../aws/limiter.ts';
import { fail, isFailure, toFailure } from '../../failures.ts';
import type { Handlers } from '../../handlers.ts';
import type { Services } from '../../services.ts';
import { unlessAborted } from '../../unless-aborted.ts';
import { toQueueRef, toRedrivePolicy } from '../queues/attributes.ts';
import { readAttributes } from '../queues/describe.ts';
import { checkBudget, toBudget, type LookHistory } from './budget.ts';
import { collect, type Collected } from './collect.ts';
import { createHolds } from './holds.ts';
import { releaseAll, type Held } from './release.ts';
import { createSeenMemory } from './seen.ts';
import { isIntact, toSeenMessage } from './to-seen.ts';

type Peek = Handlers<'messages'>['peek'];
type Look = Awaited<ReturnType<Peek>>;
type PeekInput = Parameters<Peek>[0];

/** Looks into queues, and what is remembered of them. */
export interface Looks extends Pick<Handlers<'messages'>, 'budget' | 'seen' | 'peek' | 'release'> {
  /** Waits for looks under way and releases what is held. */
  close(): Promise<void>;
}

const keyOf = ({ profile, region }: Scope, queueUrl: string): string =>
  [profile, region, queueUrl].join('\n');

/** Makes the looks of a backend. Receipt handles never leave it. */
export function createLooks(services: Services): Looks {
  const { clients, host } = services;
  const seen = createSeenMemory();
  const holds = createHolds(host.clock);
  const histories = new Map<string, LookHistory>();
  const turns = new Map<string, Concurrency>();
  const underWay = new Set<Promise<unknown>>();

  const historyOf = (key: string): LookHistory => histories.get(key) ?? { highestSeen: null, looks: 0 };

  const readBudget = async (
    scope: Scope,
    queueUrl: string,
    signal: AbortSignal,
    force = false,
  ): Promise<{ budget: ReceiveBudget; policy: RedrivePolicy | null | undefined }> => {
    const { fifo } = toQueueRef(queueUrl);
    const policy = await readAttributes(services, scope, queueUrl, signal).then(
      (attributes) => toRedrivePolicy(attributes.RedrivePolicy),
      (error: unknown) => {
        // Who may receive but not read the policy can look all the same, when told so.
        if (force && isFailure(error) && error.code === 'ACCESS_DENIED') return undefined;
        throw error;
      },
    );
    return { policy, budget: toBudget(policy, fifo, historyOf(keyOf(scope, queueUrl))) };
  };

  const remember = (key: string, collected: Collected): SeenMessage[] => {
    const now = host.clock.now();
    const messages = [...collected.messages.values()].map((message) => toSeenMessage(message, now));
    for (const message of messages) seen.add(key, message);
    const history = historyOf(key);
    const counts = messages.flatMap(({ receiveCount }) => receiveCount ?? []);
    const highest = Math.max(history.highestSeen ?? -1, ...counts);
    histories.set(key, { highestSeen: highest < 0 ? null : highest, looks: history.looks + 1 });
    return messages;
  };

  const look = async (
    sqs: SQSClient,
    input: PeekInput,
    policy: RedrivePolicy | null | undefined,
    signal: AbortSignal,
  ): Promise<Look> => {
    const { scope, queueUrl } = input;
    const { fifo } = toQueueRef(queueUrl);
    const collected = await collect(sqs, {
      ...input,
      fifo,
      clock: host.clock,
      stopped: () => signal.aborted,
    });
    if (collected.cut && collected.messages.size === 0) throw collected.cut;
    const messages = remember(keyOf(scope, queueUrl), collected);
    const held = [...collected.messages.values()].flatMap(({ MessageId, ReceiptHandle }): Held[] =>
      MessageId && ReceiptHandle ? [{ messageId: MessageId, receiptHandle: ReceiptHandle }] : [],
    );
    const damaged = [...collected.messages.values()].find((message) => !isIntact(message));
    const cut = damaged
      ? fail('CORRUPT', 'A message differs from the digest that came with it.', {
          resource: damaged.MessageId,
        })
      : collected.cut;

    const lookId = randomUUID();
    // Nobody would learn of a hold that outlives a cancelled call.
    const keep = input.keepHold && collected.since !== null && !signal.aborted;
    const hold = keep
      ? { lookId, count: held.length, until: collected.since! + input.visibilitySeconds * 1000 }
      : null;
    if (hold) holds.keep({ ...hold, scope, queueUrl, held });
    const { released, notReleased } = hold
      ? { released: 0, notReleased: [] }
      : await releaseAll(await clients.sqs(scope), queueUrl, scope.region, held);
    return {
      lookId,
      messages,
      receives: collected.receives,
      released,
      notReleased,
      hold,
      budget: toBudget(policy, fifo, historyOf(keyOf(scope, queueUrl))),
      cut: cut && toFailure(cut),
    };
  };

  return {
    budget: async ({ scope, queueUrl }, { signal }) => (await readBudget(scope, queueUrl, signal)).budget,

    seen: ({ scope, queueUrl }) => ({
      messages: seen.of(keyOf(scope, queueUrl)),
      holds: holds.of(scope, queueUrl),
    }),

    async peek(input, { signal, note }) {
      const { scope, queueUrl, force } = input;
      const key = keyOf(scope, queueUrl);
      // One look at a time: the budget of the second counts what the first one used.
      const turn = turns.get(key) ?? createConcurrency(1);
      turns.set(key, turn);
      return turn(async () => {
        signal.throwIfAborted();
        const { policy, budget } = await readBudget(scope, queueUrl, signal, force);
        if (!force) checkBudget(budget, queueUrl);
        const work = look(await clients.sqs(scope, 'once'), input, policy, signal);
        underWay.add(work);
        const ended = work.finally(() => underWay.delete(work));
        ended.catch(() => undefined);
        const result = await unlessAborted(ended, signal);
        note({
          messages: result.messages.length,
          receives: result.receives,
          released: result.released,
          force,
        });
        return result;
      });
    },

    async release({ scope, queueUrl, lookId }, { note }) {
      const hold = holds.take(scope, queueUrl, lookId);
      if (!hold)
        throw fail('NOT_FOUND', 'The hold has ended: its messages are visible again.', { resource: lookId });
      const { released, notReleased } = await releaseAll(
        await clients.sqs(scope),
        queueUrl,
        scope.region,
        hold.held,
      );
      note({ released, notReleased: notReleased.length });
      return { released, notReleased: notReleased.length };
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
