import type { Failure } from '../../../../contract/failure.ts';
import type { OutgoingMessage, SendResult, SendRun } from '../../../../contract/messages-send.ts';
import { wait, type Clock } from '../../../../domain/clock.ts';
import { SQS } from '../../../../domain/limits.ts';
import { createConcurrency } from '../../../aws/limiter.ts';
import { isFailure, toFailure, type FailureError } from '../../../failures.ts';
import { createSendOrder, type Pending, type SendOrder } from './order.ts';
import { failedEntry } from './outcome.ts';
import { batchSizeFor, createMessagePace } from './pace.ts';
import type { SendBatch } from './queue-batch.ts';
import { createRateMeter } from './rate-meter.ts';
import { createTally, type Tally } from './tally.ts';

/** What a run sends, and how. */
export interface RunPlan {
  kind: SendRun['kind'];
  total: number;
  /** Makes or finds the message of a place; asked once for each message that is sent, right before. */
  messageAt(index: number): OutgoingMessage;
  /** FIFO: the order within each group is kept. */
  grouped: boolean;
  /** Bytes of one request at most. */
  batchBytes: number;
  rate: number | undefined;
}

/** A run at work or ended. */
export interface Run {
  plan: RunPlan;
  tally: Tally;
  snapshot(): Omit<SendRun, 'runId' | 'scope' | 'target'>;
  results(from: number, only: 'all' | 'notSent'): { results: SendResult[]; next: number | null };
  /** Sends what surely was not stored; a run has one such work at a time. */
  work(): Promise<void>;
  stop(): void;
  /** Waits for the next change; resolves at once when the run has ended. */
  changed(): Promise<void>;
  active(): boolean;
}

/** Requests under way at once. */
const inFlight = 4;
const resultsPage = 1000;

/** Makes a run. No part of it sends a message a second time by itself. */
export function createRun(
  plan: RunPlan,
  send: SendBatch,
  clock: Clock,
  toFailureError: (thrown: unknown) => FailureError,
): Run {
  const tally = createTally(plan.total);
  let meter = createRateMeter(clock);
  let state: SendRun['state'] = 'stopped';
  let [startedAt, endedAt, requests] = [clock.now(), null as number | null, 0];
  let stoppedBy: Failure | null = null;
  let stopping = new AbortController();
  let ring: () => void = () => undefined;
  let next = new Promise<void>((resolve) => (ring = resolve));
  const tell = (): void => {
    const before = ring;
    next = new Promise<void>((resolve) => (ring = resolve));
    before();
  };

  function stopBecause(failure: Failure): void {
    stoppedBy ??= failure;
    state = 'stopping';
    stopping.abort();
  }

  async function request(batch: readonly Pending[], order: SendOrder): Promise<void> {
    requests += 1;
    try {
      const results = await send(batch.map(({ message }) => message));
      for (const [at, { index }] of batch.entries()) {
        const result = results[at];
        if (result) tally.set(index, result);
        if (result?.outcome === 'corrupt' && result.failure) stopBecause(result.failure);
      }
      meter.add(results.filter(({ outcome }) => outcome === 'sent').length);
    } catch (error) {
      const failure = toFailure(isFailure(error) ? error : toFailureError(error));
      if (failure.code === 'TOO_LARGE' && batch.length > 1) {
        order.shrink(batch);
        return;
      }
      for (const { index } of batch) tally.set(index, failedEntry(failure));
      stopBecause(failure);
    }
    order.settle(batch, (index) => tally.outcomeOf(index) === 'sent');
  }

  function sourceOf(indexes: Iterator<number>): () => Pending | null {
    return () => {
      const { value, done } = indexes.next();
      return done ? null : { index: value, message: plan.messageAt(value) };
    };
  }

  async function work(): Promise<void> {
    if (state === 'running' || state === 'stopping') return;
    const wanted = surelyNotStored(tally, plan.total);
    for (const index of wanted) tally.reset(index);
    [state, startedAt, endedAt, stoppedBy] = ['running', clock.now(), null, null];
    stopping = new AbortController();
    meter = createRateMeter(clock);
    const { signal } = stopping;
    const order = createSendOrder(sourceOf(wanted.values()), {
      ...plan,
      heldBack: (index) => tally.holdBack(index),
    });
    const pace = plan.rate === undefined ? null : createMessagePace(clock, plan.rate);
    const most = batchSizeFor(plan.rate, SQS.batchEntries);
    const inTurn = createConcurrency(1);
    const take = (): Promise<Pending[]> =>
      inTurn(async () => {
        await pace?.due(signal);
        if (signal.aborted) return [];
        const batch = order.next(most);
        pace?.pay(batch.length);
        return batch;
      });
    tell();

    const worker = async (): Promise<void> => {
      while (!signal.aborted) {
        const change = next;
        const batch = await take().catch(() => []);
        if (batch.length > 0) {
          await request(batch, order);
          tell();
        } else if (signal.aborted || order.finished()) break;
        // Every message that is left waits for the answer to an earlier one of its group.
        else await change;
      }
    };
    await Promise.all(Array.from({ length: inFlight }, worker));
    const { waiting, heldBack } = tally.sums();
    [state, endedAt] = [signal.aborted && waiting + heldBack > 0 ? 'stopped' : 'done', clock.now()];
    tell();
  }

  return {
    plan,
    tally,
    work,
    stop() {
      if (state !== 'running') return;
      state = 'stopping';
      stopping.abort();
      tell();
    },
    active: () => state === 'running' || state === 'stopping',
    changed: () => (state === 'running' || state === 'stopping' ? next : Promise.resolve()),
    results: (from, only) => tally.results(from, resultsPage, only),
    snapshot() {
      const { waiting, heldBack, ...sums } = tally.sums();
      return {
        kind: plan.kind,
        state,
        total: plan.total,
        ...sums,
        left: waiting + heldBack,
        requests,
        startedAt,
        endedAt,
        perSecond: endedAt === null ? meter.lately() : meter.overall(),
        stoppedBy,
      };
    },
  };
}

/** The messages that may be sent without a chance of a second copy, in the order of the run. */
function surelyNotStored(tally: Tally, total: number): number[] {
  const indexes = Array.from({ length: total }, (_, index) => index);
  return indexes.filter((index) => ['waiting', 'heldBack', 'refused'].includes(tally.outcomeOf(index)));
}

/** Snapshots of a run as it changes, at most one every `gap` ms, the last one when it has ended. */
export async function* watchRun(
  run: Run,
  clock: Clock,
  signal: AbortSignal,
  gap = 200,
): AsyncGenerator<ReturnType<Run['snapshot']>> {
  const left = new Promise<void>((resolve) =>
    signal.addEventListener('abort', () => resolve(), { once: true }),
  );
  while (!signal.aborted) {
    const change = run.changed();
    const ended = !run.active();
    yield run.snapshot();
    if (ended) return;
    await Promise.race([change, left]);
    const timer = new AbortController();
    const pause = wait(clock, gap, timer.signal).then(
      () => true,
      () => true,
    );
    // What comes first ends the pause: its time, the end of the run, or the reader's leaving.
    while (run.active() && !signal.aborted) {
      if (await Promise.race([pause, left.then(() => true), run.changed().then(() => false)])) break;
    }
    timer.abort();
  }
}
