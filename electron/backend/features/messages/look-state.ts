import type { SQSClient } from '@aws-sdk/client-sqs';
import type { ReceiveBudget, SeenMessage } from '../../../contract/messages.ts';
import type { Scope } from '../../../contract/procedure.ts';
import type { RedrivePolicy } from '../../../contract/queues.ts';
import { createConcurrency, type Concurrency } from '../../aws/limiter.ts';
import { isFailure } from '../../failures.ts';
import type { HostServices } from '../../services.ts';
import { toQueueRef, toRedrivePolicy, type Attributes } from '../queues/attributes.ts';
import { readAttributes } from '../queues/describe.ts';
import { toBudget, type LookHistory } from './budget.ts';
import { collect, type Collected } from './collect.ts';
import type { Held } from './entries.ts';
import { createHolds, type Holds } from './holds.ts';
import type { SeenMemory } from './seen.ts';
import { toSeenMessage } from './to-seen.ts';
import { createViews, type Views } from './view.ts';

/** A queue as every procedure of this feature names it. */
export interface Place {
  scope: Scope;
  queueUrl: string;
}

/** What is known of a queue before a look. */
export interface BudgetRead {
  budget: ReceiveBudget;
  /** Undefined when it could not be read. */
  policy: RedrivePolicy | null | undefined;
  attributes: Attributes;
}

/** What all parts of looking share. */
export interface LookState {
  holds: Holds;
  views: Views;
  /** One look or search at a time: the budget of the second counts what the first one used. */
  turn(place: Place): Concurrency;
  readBudget(place: Place, signal: AbortSignal, force?: boolean): Promise<BudgetRead>;
  /** The budget anew after a look, without another read. */
  budgetAfter(place: Place, before: BudgetRead): ReceiveBudget;
  /** Receives, and remembers what came. */
  receive(
    sqs: SQSClient,
    place: Place,
    options: Pick<
      Parameters<typeof collect>[1],
      'count' | 'waitSeconds' | 'visibilitySeconds' | 'enough' | 'pollers'
    >,
    signal: AbortSignal,
  ): Promise<Collected & { seen: SeenMessage[]; held: Held[] }>;
  /** Work that holds messages: closing waits for it. */
  underWay: Set<Promise<unknown>>;
  /** Keeps what was seen without a receive. */
  keep(place: Place, messages: readonly SeenMessage[]): void;
  /** What was seen in a queue, newest sight first. */
  of(place: Place): SeenMessage[];
  /** Marks messages as deleted here, until they are seen again. */
  deleted(place: Place, messageIds: readonly string[]): void;
  /** A message as it was last seen. */
  one(place: Place, messageId: string): SeenMessage | undefined;
}

/** The key of a queue. */
export const keyOf = ({ scope, queueUrl }: Place): string =>
  [scope.profile, scope.region, queueUrl].join('\n');

/** Makes the state of a backend. */
export function createLookState(services: HostServices): LookState {
  const { host } = services;
  const seen: SeenMemory = services.seen;
  const views = createViews(services);
  const histories = new Map<string, LookHistory>();
  const turns = new Map<string, Concurrency>();
  const historyOf = (place: Place): LookHistory =>
    histories.get(keyOf(place)) ?? { highestSeen: null, looks: 0 };

  const count = (place: Place, messages: readonly SeenMessage[]): void => {
    const history = historyOf(place);
    const counts = messages.flatMap(({ receiveCount }) => receiveCount ?? []);
    const highest = Math.max(history.highestSeen ?? -1, ...counts);
    histories.set(keyOf(place), { highestSeen: highest < 0 ? null : highest, looks: history.looks + 1 });
  };
  const keep: LookState['keep'] = (place, messages) => {
    for (const message of messages) {
      seen.add(keyOf(place), message);
    }
  };
  const of: LookState['of'] = (place) => seen.of(keyOf(place));

  return {
    views,
    holds: createHolds(host.clock),
    underWay: new Set(),
    keep,
    turn(place) {
      const key = keyOf(place);
      const turn = turns.get(key) ?? createConcurrency(1);
      turns.set(key, turn);
      return turn;
    },
    async readBudget(place, signal, force = false) {
      const { scope, queueUrl } = place;
      let denied = false;
      const attributes = await readAttributes(services, scope, queueUrl, signal).catch(
        (error: unknown): Attributes => {
          // Who may receive but not read the policy can look all the same, when told so.
          if (!force || !isFailure(error) || error.code !== 'ACCESS_DENIED') throw error;
          denied = true;
          return {};
        },
      );
      const policy = denied ? undefined : toRedrivePolicy(attributes.RedrivePolicy);
      const view = (await views.of(place, signal))?.name ?? null;
      const budget = toBudget(policy, toQueueRef(queueUrl).fifo, historyOf(place), view);
      return { attributes, policy, budget };
    },
    budgetAfter: (place, { policy, budget }) => toBudget(policy, budget.fifo, historyOf(place), budget.view),
    async receive(sqs, place, options, signal) {
      const { fifo } = toQueueRef(place.queueUrl);
      const collected = await collect(sqs, {
        ...options,
        queueUrl: place.queueUrl,
        fifo,
        clock: host.clock,
        stopped: () => signal.aborted,
      });
      const now = host.clock.now();
      const all = [...collected.messages.values()];
      const messages = all.map((message) => toSeenMessage(message, now));
      keep(place, messages);
      if (!collected.cut || all.length > 0) count(place, messages);
      const held = all.flatMap(({ MessageId, ReceiptHandle }): Held[] =>
        MessageId && ReceiptHandle ? [{ messageId: MessageId, receiptHandle: ReceiptHandle }] : [],
      );
      return { ...collected, seen: messages, held };
    },
    of,
    deleted(place, messageIds) {
      const gone = new Set(messageIds);
      const deletedAt = host.clock.now();
      // The oldest sight first, so that their order stays.
      for (const message of of(place).toReversed())
        if (gone.has(message.messageId)) seen.add(keyOf(place), { ...message, deletedAt });
    },
    one: (place, messageId) => of(place).find((message) => message.messageId === messageId),
  };
}
