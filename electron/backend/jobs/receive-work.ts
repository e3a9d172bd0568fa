import { SQS } from '../../domain/limits.ts';
import type { SeenMessage } from '../../contract/messages.ts';
import { wait } from '../../domain/clock.ts';
import type { Services } from '../services.ts';
import { isFailure, toFailure } from '../failures.ts';
import { checkBudget, toBudget } from '../features/messages/budget.ts';
import { collect } from '../features/messages/collect.ts';
import type { Held } from '../features/messages/entries.ts';
import { releaseAll } from '../features/messages/release.ts';
import { toSeenMessage } from '../features/messages/to-seen.ts';
import { toQueueRef, toRedrivePolicy } from '../features/queues/attributes.ts';
import { readAttributes } from '../features/queues/describe.ts';
import type { StoredJob } from '../store/jobs.ts';
import type { JobClock } from './clock.ts';
import type { Work, WorkEnd } from './work.ts';

/** What a continuous receive is to do. */
export interface ReceiveOrder {
  messages: number | null;
  seconds: number | null;
  force: boolean;
}

/** Where what was seen is kept. */
export type KeepSeen = (place: StoredJob['source'], messages: SeenMessage[]) => Promise<void>;

/** A round takes so long at most, so that nothing is hidden for longer. */
const visibilitySeconds = 40;
const round = 1000;
/** Between rounds that show nothing but the same again. */
const longest = 30_000;

/** The work of a continuous receive: looks, one after another, with longer pauses while nothing new comes. */
export function createReceiveWork(job: StoredJob, services: Services, clock: JobClock, keep: KeepSeen): Work {
  const { source, tally } = job;
  const { scope, queueUrl } = source;
  // `jobs.receive` alone writes these orders.
  const order = job.order as ReceiveOrder;
  const { fifo } = toQueueRef(queueUrl);
  const seen = new Set<string>();
  const started = clock.mono();
  const signal = new AbortController();
  let stopped: 'pause' | 'cancel' | 'close' | null = null;
  let highestSeen: number | null = null;
  /** How many a round asks for: more than the last one found, and not so many that idle rounds make many calls. */
  let wanted: number = SQS.receiveBatch;

  const isOver = (): boolean =>
    (order.messages !== null && seen.size >= order.messages) ||
    (order.seconds !== null && clock.mono() - started >= order.seconds * 1000);

  /** One look. True when it brought nothing but what was seen before. */
  const look = async (): Promise<boolean> => {
    const attributes = await readAttributes(services, scope, queueUrl, signal.signal).catch(
      (error: unknown) => {
        if (order.force && isFailure(error) && error.code === 'ACCESS_DENIED') return null;
        throw error;
      },
    );
    const policy = attributes ? toRedrivePolicy(attributes.RedrivePolicy) : undefined;
    if (!order.force) checkBudget(toBudget(policy, fifo, { highestSeen, looks: tally.receives }), queueUrl);
    const sqs = await services.clients.sqs(scope, 'once');
    const collected = await collect(sqs, {
      queueUrl,
      count: wanted,
      waitSeconds: 1,
      visibilitySeconds,
      fifo,
      clock,
      stopped: () => stopped !== null,
    });
    const all = [...collected.messages.values()];
    const held = all.flatMap(({ MessageId, ReceiptHandle }): Held[] =>
      MessageId && ReceiptHandle ? [{ messageId: MessageId, receiptHandle: ReceiptHandle }] : [],
    );
    tally.holding = held.length;
    await releaseAll(await services.clients.sqs(scope), queueUrl, scope.region, held);
    tally.holding = 0;
    const messages = all.map((message) => toSeenMessage(message, clock.now()));
    for (const { receiveCount } of messages) highestSeen = Math.max(highestSeen ?? 0, receiveCount ?? 0);
    const before = seen.size;
    for (const { messageId } of messages) seen.add(messageId);
    if (messages.length > 0) await keep(source, messages);
    // Told last: who hears of a receive finds its messages.
    tally.seen = seen.size;
    tally.receives += collected.receives;
    wanted = Math.min(1000, Math.max(SQS.receiveBatch, 2 * all.length));
    if (collected.cut && all.length === 0 && !collected.cut.data.retryable) throw collected.cut;
    return all.length > 0 && seen.size === before;
  };

  return {
    tally,
    reached: () => seen.size,
    stop(kind) {
      stopped ??= kind;
      signal.abort();
    },
    async run(): Promise<WorkEnd> {
      let pause = round;
      try {
        while (!stopped && !isOver()) {
          // An empty round costs nobody a receive; one that shows the same again does.
          pause = (await look()) ? Math.min(longest, pause * 2) : round;
          const rest =
            order.seconds === null ? pause : Math.min(pause, order.seconds * 1000 - (clock.mono() - started));
          if (!stopped && !isOver()) await wait(clock, rest, signal.signal).catch(() => undefined);
        }
      } catch (error) {
        if (stopped) return { kind: stopped };
        if (!isFailure(error)) throw error;
        const failure = toFailure(error);
        // The budget is an end; what somebody can mend is a pause.
        return error.code === 'RECEIVE_BUDGET'
          ? { kind: 'ended', state: seen.size > 0 ? 'partly' : 'failed', failure }
          : { kind: 'failure', failure };
      }
      return stopped ? { kind: stopped } : { kind: 'ended', state: 'done' };
    },
  };
}
