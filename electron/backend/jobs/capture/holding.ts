import { holdMargin } from '../../../domain/redrive/hold.ts';
import type { EntriesDone } from '../../features/messages/entries.ts';
import { isOver, later, moment, type Deadline } from '../clock.ts';
import type { CaptureDesk } from './desk.ts';
import type { Grip } from './grips.ts';

/** So many requests' worth at a time, of which each journal write is one transaction. */
const atOnce = 80;
/** A renewal for less would be over before the next one. */
const shortest = 30;

/** Renews what is past its half time; ends the capture where that is no longer possible. */
export async function renewDue(desk: CaptureDesk): Promise<void> {
  const { grips, clock, job, epoch, handles, tally } = desk;
  grips.dropExpired();
  tally.holding = grips.size;
  while (!desk.stop) {
    const due = grips.due(atOnce);
    if (due.length === 0) return;
    if (due.some((grip) => grips.secondsFor(grip) < shortest)) {
      desk.end({ kind: 'why', why: 'hold' });
      return;
    }
    const seconds = Math.min(...due.map((grip) => grips.secondsFor(grip)));
    const before = moment(clock);
    const { done } = await hide(desk, due, seconds);
    const ids = new Set(done);
    for (const grip of due) grips.renewed(grip, ids, seconds, before);
    try {
      const until = before.wall + seconds * 1000 - holdMargin(seconds);
      if (done.length > 0) handles.renewed(job.id, epoch, done, until);
    } catch (error) {
      desk.fail(error);
    }
  }
}

const hide = (desk: CaptureDesk, grips: readonly Grip[], seconds: number): Promise<EntriesDone> =>
  desk.calls.hide(
    grips.flatMap(({ held }) => held),
    seconds,
  );

/** Lets go of everything, by the handles in memory; where nothing can be let go all comes back by itself. */
export async function letGoOfAll(desk: CaptureDesk, patience: number): Promise<void> {
  const { grips, clock, tally } = desk;
  const end: Deadline = later(moment(clock), patience);
  // What is left then stands in the journal, for the next start.
  while (grips.size > 0 && !isOver(clock, end)) {
    const taken = grips.takeOut(atOnce);
    const { done } = await hide(desk, taken, 0);
    tally.holding = grips.size;
    if (done.length === 0 || !forget(desk, done)) return;
  }
}

/** Lets go of what an earlier process held, by the handles that it wrote down. */
export async function letGoOfOld(desk: CaptureDesk): Promise<void> {
  const { handles, job, clock, calls } = desk;
  const held = handles.held(job.id, clock.now());
  for (let at = 0; at < held.length; at += atOnce * 10) {
    const { done } = await calls.hide(held.slice(at, at + atOnce * 10), 0);
    if (done.length === 0 || !forget(desk, done)) return;
  }
}

/** Whether it could be written down. */
function forget(desk: CaptureDesk, messageIds: readonly string[]): boolean {
  const { handles, job, epoch, clock } = desk;
  try {
    handles.letGo(job.id, epoch, messageIds, clock.now());
    return true;
  } catch (error) {
    desk.fail(error);
    // A full disk keeps nobody from letting go; another owner of the job does.
    return desk.stop?.kind !== 'lost';
  }
}
