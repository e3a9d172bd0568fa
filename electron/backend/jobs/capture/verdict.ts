import type { CaptureProgress, CaptureWhy } from '../../../contract/captures-progress.ts';
import type { QueueState } from './queue-calls.ts';

/** What the queue has besides what is held, of what it says of itself. */
export function toRest(counts: QueueState['counts'], holding: number): CaptureProgress['rest'] {
  // The counts lag behind: our own may not be among those in flight yet.
  return counts && { ...counts, inFlight: Math.max(0, counts.inFlight - holding) };
}

/** Why a capture ends that the queue shows nothing new to; null: look again, with long polls that ask every server. */
export function judgeQuiet(
  { rest, groups }: Pick<CaptureProgress, 'rest' | 'groups'>,
  lookedLong: boolean,
): CaptureWhy | null {
  if (rest?.visible === 0) return rest.inFlight + rest.delayed === 0 ? 'complete' : 'hidden';
  if (groups && groups.deeper > 0) return 'behind';
  return lookedLong ? 'uncounted' : null;
}
