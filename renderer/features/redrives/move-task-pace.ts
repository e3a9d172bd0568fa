import type { MoveTask } from '../../../electron/contract/index.ts';

const QUICK = 1_000;
const SLOW = 15_000;

/** Whether AWS still works on a task. */
export const isActive = ({ state }: MoveTask): boolean => state === 'running' || state === 'cancelling';

/** Time until the next look at a running task, ms: quick while it moves, longer and longer while nothing changes or a look fails. */
export const nextWait = (before: number, moved: boolean): number =>
  moved ? QUICK : Math.min(Math.max(before, QUICK) * 2, SLOW);

/** Seconds until the rest is moved, at the pace so far; null before there is one. */
export function secondsLeft(task: MoveTask, now: number): number | null {
  const { moved, total, startedAt } = task;
  if (total === null || startedAt === null || moved === 0 || now <= startedAt) return null;
  return (Math.max(0, total - moved) * (now - startedAt)) / 1000 / moved;
}

/** How much is done, 0 to 1; AWS counts once at the start, so more may be moved than that. */
export const shareOf = ({ moved, total }: MoveTask): number =>
  total === null ? 0 : total === 0 ? 1 : Math.min(1, moved / total);
