import type { Failure } from '../../../contract/failure.ts';
import { wait } from '../../../domain/clock.ts';
import { SQS } from '../../../domain/limits.ts';
import { aheadOfSends } from '../../../domain/redrive/width.ts';
import { isFailure, toFailure } from '../../failures.ts';
import { moment } from '../clock.ts';
import { openDesk, safely, type RedriveParts, type Stop } from './desk.ts';
import { createSearch, leaveRest } from './ending.ts';
import { nextDelete, nextRenewal, release, remove, renew, takeOver } from './handles.ts';
import { judgeAll } from './choosing.ts';
import { takeIn, waitingItem } from './intake.ts';
import { figures } from './rules.ts';
import { nextRequest, send } from './sending.ts';
import { createStages } from './stages.ts';
import { dropExpired, nextUnlocking } from './upkeep.ts';
import { createWidth } from './width.ts';

/** How a redrive came to rest in this process. */
export type RedriveEnd =
  | { kind: 'ended' }
  | Stop
  /** The journal refused: nothing was called after that. */
  | { kind: 'halted'; error: unknown };

/** A redrive at work. */
export interface Redrive {
  /** Runs until the end, a stop, or the first error of the journal. */
  run(): Promise<RedriveEnd>;
  /** No new sends: answers are awaited, confirmed copies deleted at their source, holds released. `close` is the host's end. */
  stop(kind: 'pause' | 'cancel' | 'close'): void;
  /** Ends the waiting after a stage, counted from 0. */
  skip(stage: number): void;
}

const tick = 1000;
const searchIsFull: Failure = {
  code: 'CONFLICT',
  message:
    'So many messages that are not meant are held that SQS would show no more. Let go of them, and choose by captures.',
  retryable: false,
  numbers: { limit: SQS.inFlight },
};
/** How long a stop waits for receives under way: what they bring comes back by itself. */
const grace = 3000;

/** Puts a redrive together: one loop that begins whatever may begin, after every answer and once a second. */
export function createRedrive(parts: RedriveParts): Redrive {
  const { clock, order, transport } = parts;
  let wake: (() => void) | undefined;
  let halted: { error: unknown } | undefined;
  const desk = openDesk(parts, (error) => {
    halted = { error };
    wake?.();
  });
  const { book, hands } = desk;
  const chosen = order.ids && new Set(order.ids);
  const search = createSearch(desk);
  const stages = createStages(desk);
  const giveUp = new AbortController();
  const underWay = { receive: 0, send: 0, handle: 0 };
  const width = createWidth(desk.lanes, Math.max(desk.lanes, desk.widest ?? 0));
  const turn = desk.turn ?? ((): Promise<void> => Promise.resolve());

  const begin = (kind: keyof typeof underWay, work: Promise<void>): void => {
    underWay[kind] += 1;
    const at = clock.mono();
    void work
      .catch((error: unknown) => desk.halt(error))
      .finally(() => {
        underWay[kind] -= 1;
        if (kind === 'send') {
          if (desk.pauses.send.failures > 0) width.refused();
          else width.answered(clock.mono() - at);
        }
        wake?.();
      });
  };

  const receive = async (): Promise<void> => {
    const before = moment(clock);
    const waitSeconds = stages.waiting ? figures.watchPoll : search.waitSeconds();
    try {
      const messages = await transport.receive(
        { max: SQS.receiveBatch, waitSeconds, visibilitySeconds: desk.holdSeconds },
        giveUp.signal,
      );
      book.tally.receives += 1;
      const ids = messages.map(({ id }) => id);
      book.recall(ids);
      const verdicts = await judgeAll(desk, chosen, messages, giveUp.signal);
      const take = (): void => {
        // Judging may have taken long.
        book.recall(ids);
        takeIn(desk, messages, verdicts, before);
      };
      if (!safely(desk, take)) return;
      search.polled(messages.length);
      desk.pauses.receive.ok();
    } catch (error) {
      if (giveUp.signal.aborted) return;
      if (!isFailure(error)) throw error;
      desk.pauses.receive.failed();
      if (!error.data.retryable && error.code !== 'AWS_FAULT') desk.fail(toFailure(error));
    }
  };

  const mayReceive = (): boolean => {
    if (!desk.pauses.receive.over) return false;
    // What is held meanwhile stays held, so that a poll shows what is new: whatever comes back.
    if (stages.waiting) return underWay.receive === 0 && hands.size < figures.watched;
    if (!search.isOn() || search.isFull()) return false;
    const enough = Math.min(
      aheadOfSends(width.now),
      Math.ceil(Math.max(SQS.receiveBatch, (order.rate ?? Infinity) * 30)),
    );
    const held = book.in('held');
    if (order.ids !== null || held.size < enough) return true;
    return [...held].filter((id) => hands.has(id)).length < enough;
  };

  /** The sends that may go out now, their intents put down. */
  const nextRequests = (): NonNullable<ReturnType<typeof nextRequest>>[] => {
    const requests = [];
    while (underWay.send + requests.length < width.now && desk.pauses.send.over) {
      const request = nextRequest(desk, stages);
      if (!request || desk.dead) break;
      requests.push(request);
    }
    return requests;
  };

  /** Puts down all that may begin, writes it with what the answers said, in one transaction, and only then begins it. */
  const pump = (): void => {
    dropExpired(desk);
    if (!desk.resting && !desk.dead) stages.turn();
    const goesOn = (): boolean => !desk.resting && desk.rules.maySend(desk.stop) && !desk.dead;
    const requests = goesOn() ? nextRequests() : [];
    if (!safely(desk, () => book.flush())) return;
    book.evict((id) => desk.toDelete.has(id) || desk.busy.has(id));
    for (const request of requests) begin('send', send(desk, request));
    if (desk.pauses.handle.over) {
      while (!desk.dead && underWay.handle < width.now * 2) {
        const ids = nextDelete(desk);
        if (ids.length === 0) break;
        begin('handle', remove(desk, ids));
      }
    }
    if (!goesOn()) return;
    while (!desk.dead && desk.pauses.handle.over && underWay.handle < width.now * 4) {
      const ids = nextRenewal(desk);
      if (ids.length === 0) break;
      begin('handle', renew(desk, ids));
    }
    const unlocking = nextUnlocking(desk);
    if (unlocking.length > 0) begin('handle', release(desk, unlocking));
    // An emptied queue is asked by few.
    const pollers = search.isFinding() ? width.now : desk.lanes;
    while (!desk.dead && underWay.receive < pollers && mayReceive()) begin('receive', receive());
    if (search.isStuck()) desk.fail(searchIsFull);
    if (!desk.dead && search.isDue()) begin('handle', search.judge());
  };

  const rest = (ms: number): Promise<void> =>
    new Promise((resolve) => {
      const cancel = clock.after(ms, resolve);
      wake = () => {
        cancel();
        resolve();
      };
    });

  const start = async (): Promise<void> => {
    const at = clock.now();
    if (order.ids) book.recall(order.ids);
    const missing = (order.ids ?? []).filter((id) => !book.get(id)).map((id) => waitingItem(id, at));
    book.put(missing);
    if (safely(desk, () => book.flush())) await takeOver(desk);
  };

  /** Awaits what is under way, deletes what is confirmed, and lets the rest go. */
  const comeToRest = async (): Promise<void> => {
    desk.resting = true;
    if (underWay.receive > 0) {
      void wait(clock, grace, giveUp.signal).then(
        () => giveUp.abort(),
        () => undefined,
      );
    }
    for (;;) {
      if (desk.dead) return;
      pump();
      if (underWay.receive + underWay.send + underWay.handle === 0) break;
      await rest(tick);
      await turn();
    }
    if (!safely(desk, () => book.flush())) return;
    const ids = [...hands.keys()];
    for (let at = 0; at < ids.length && !desk.dead; at += SQS.batchEntries) {
      await release(desk, ids.slice(at, at + SQS.batchEntries));
    }
    if (desk.dead) return;
    if (desk.stop?.kind === 'cancel') leaveRest(desk, 'cancelled');
    else if (!desk.stop) leaveRest(desk, 'blocked');
    book.put([]);
    safely(desk, () => book.flush());
  };

  return {
    async run() {
      await start();
      while (!desk.dead && !desk.stop && !search.isOver()) {
        pump();
        if (desk.dead || desk.stop || search.isOver()) break;
        await rest(tick);
        await turn();
      }
      const ended = !desk.stop;
      await comeToRest();
      giveUp.abort();
      if (halted) return { kind: 'halted', error: halted.error };
      return ended && !desk.stop ? { kind: 'ended' } : desk.stop!;
    },
    stop(kind) {
      desk.stop ??= { kind };
      wake?.();
    },
    skip(stage) {
      if (!desk.dead && !desk.stop) stages.skip(stage);
      wake?.();
    },
  };
}
