import type { CaptureWhy } from '../../../contract/captures-progress.ts';
import { wait } from '../../../domain/clock.ts';
import { captureLanes } from '../../../domain/captures/estimate.ts';
import { SQS } from '../../../domain/limits.ts';
import { isFailure, type FailureError } from '../../failures.ts';
import { moment } from '../clock.ts';
import { createBackoff } from '../redrive/desk.ts';
import type { CaptureDesk } from './desk.ts';
import { createIntake } from './intake.ts';
import { judgeQuiet, toRest } from './verdict.ts';

/** Empty polls of every lane before a queue counts as showing nothing new. */
const emptyPolls = 3;
/** Failures in a row after which somebody has to look. */
const mostFailures = 12;
const tick = 200;
const transient = new Set(['THROTTLED', 'TIMEOUT', 'AWS_FAULT', 'OUTCOME_UNKNOWN', 'NETWORK']);

/** The receives of a capture. */
export interface Lanes {
  /** Receives until the desk has its end. */
  run(): Promise<void>;
  /** Reads what the queue has besides. */
  count(): Promise<void>;
}

/** Makes the lanes of a capture; `signal` is their last moment, `awake` aborts with the desk's end. */
export function createLanes(desk: CaptureDesk, signal: AbortSignal, awake: AbortSignal): Lanes {
  const { clock, calls, order, tally, progress, grips, met, fifo } = desk;
  const intake = createIntake(desk);
  const backoff = createBackoff(clock);
  const lanes = captureLanes(fifo, order.depth);
  let asked = 0;
  let empty = 0;
  /** Nothing new came to polls of a second: now each asks all servers for as long as it can. */
  let long = false;
  let judging: Promise<void> | null = null;

  const count = async (): Promise<void> => {
    try {
      const { counts } = await calls.state(signal);
      progress.rest = toRest(counts, grips.size);
    } catch (error) {
      // Who may receive need not be allowed to count.
      if (isFailure(error)) progress.rest = null;
      else desk.fail(error);
    }
    const { rest } = progress;
    if (!rest) return;
    tally.total = Math.max(tally.seen, grips.size + rest.visible + rest.inFlight + rest.delayed);
    if (grips.size + rest.inFlight >= SQS.inFlight) desk.end({ kind: 'why', why: 'in-flight' });
  };
  const judge = async (isFull: boolean): Promise<void> => {
    await count();
    if (desk.stop) return;
    const why = isFull ? judgeFull() : judgeQuiet(progress, long);
    if (why) desk.end({ kind: 'why', why });
    else {
      long = true;
      empty = 0;
    }
  };
  const judgeFull = (): CaptureWhy => {
    const { rest } = progress;
    const isAll = rest !== null && rest.visible + rest.inFlight + rest.delayed === 0;
    return isAll ? 'complete' : order.bound;
  };
  const judgeOnce = (isFull: boolean): Promise<void> =>
    (judging ??= judge(isFull).finally(() => {
      judging = null;
    }));

  const failed = (error: unknown): void => {
    if (signal.aborted) return;
    if (!isFailure(error)) desk.fail(error);
    else if (error.data.awsCode === 'OverLimit') desk.end({ kind: 'why', why: 'in-flight' });
    else if (isTransient(error) && backoff.failures < mostFailures) backoff.failed();
    else desk.fail(error);
  };

  const receive = async (max: number): Promise<void> => {
    const before = moment(clock);
    asked += max;
    try {
      const waitSeconds = long ? SQS.longPollSeconds : 1;
      const options = { max, waitSeconds, visibilitySeconds: order.holdSeconds };
      const messages = await calls.receive(options, signal);
      tally.receives += 1;
      backoff.ok();
      const found = messages.length > 0 ? await intake.take(messages, before) : 0;
      empty = found > 0 ? 0 : empty + 1;
      if (found > 0) long = false;
    } catch (error) {
      failed(error);
    } finally {
      asked -= max;
    }
  };

  const lane = async (): Promise<void> => {
    while (!desk.stop) {
      // What the others have asked for may still come: never receive more than wanted.
      const max = Math.min(SQS.receiveBatch, order.ceiling - met.size - asked);
      if (met.size >= order.ceiling) await judgeOnce(true);
      else if (empty >= emptyPolls * lanes) await judgeOnce(false);
      else if (max <= 0 || !backoff.over) await wait(clock, tick, awake).catch(() => undefined);
      else await receive(max);
    }
  };

  return {
    count,
    async run() {
      await Promise.all(Array.from({ length: lanes }, lane));
    },
  };
}

const isTransient = ({ code, data }: FailureError): boolean => data.retryable || transient.has(code);
