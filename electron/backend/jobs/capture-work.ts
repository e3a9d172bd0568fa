import { wait, type Cancel } from '../../domain/clock.ts';
import { openCaptureDesk, type CaptureParts } from './capture/desk.ts';
import { checkFirst, toEnd } from './capture/ending.ts';
import { letGoOfAll, letGoOfOld, renewDue } from './capture/holding.ts';
import { createLanes } from './capture/lanes.ts';
import type { Work, WorkEnd } from './work.ts';

const second = 1000;
const countEvery = 10;
/** How long an end waits for receives under way: what they bring later comes back by itself. */
const grace = 3000;
/** How long a host that closes waits for messages to be let go. */
const closing = 10_000;

/**
 * The work of a capture: receives a queue under a hold that is renewed, keeps what comes, and lets all go in the end.
 * Handles are on disk before the next receive, so that a restart can let go at once.
 */
export function createCaptureWork(parts: CaptureParts): Work {
  const { clock, job } = parts;
  const awake = new AbortController();
  const giveUp = new AbortController();
  let cancel: Cancel = () => undefined;
  const desk = openCaptureDesk(parts, () => {
    if (awake.signal.aborted) return;
    awake.abort();
    cancel = clock.after(grace, () => giveUp.abort());
  });
  const lanes = createLanes(desk, giveUp.signal, awake.signal);

  const start = async (): Promise<void> => {
    await letGoOfOld(desk);
    for (const [id, count] of desk.handles.met(job.id)) desk.before.set(id, count);
    desk.tally.seen = desk.before.size;
    if (!desk.stop) await checkFirst(desk, giveUp.signal);
  };
  const upkeep = async (): Promise<void> => {
    for (let turn = 1; !desk.stop; turn += 1) {
      await wait(clock, second, awake.signal).catch(() => undefined);
      await renewDue(desk);
      if (!desk.stop && turn % countEvery === 0) await lanes.count();
    }
  };

  return {
    tally: desk.tally,
    reached: () => desk.tally.seen,
    stop: (asked) => desk.end({ kind: 'asked', asked }),
    async run(): Promise<WorkEnd> {
      try {
        await start();
        await Promise.all([lanes.run(), upkeep().catch((error: unknown) => desk.fail(error))]);
      } catch (error) {
        desk.fail(error);
      }
      cancel();
      giveUp.abort();
      if (desk.stop?.kind !== 'lost') {
        const isClosing = desk.stop?.kind === 'asked' && desk.stop.asked === 'close';
        await letGoOfAll(desk, isClosing ? closing : Infinity);
      }
      desk.tally.holding = 0;
      return toEnd(desk);
    },
  };
}
