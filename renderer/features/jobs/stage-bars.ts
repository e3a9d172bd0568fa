import type { Job } from '../../../electron/contract/index.ts';
import { toStages } from '../../../electron/domain/redrive/stage-sizes.ts';
import { goalOf, isEnded, sentBy } from './job-words.ts';

/** One step of a job as a bar. */
export interface StageBar {
  /** Counted from 1. */
  index: number;
  sent: number;
  /** Null while nobody can say: all that is left. */
  size: number | null;
  /** `watched`: sent, and it is waited whether any come back. */
  state: 'waiting' | 'sending' | 'watched' | 'done';
  last: boolean;
}

/** The steps of a job with what each has sent; none for a job without steps. */
export function stageBars(job: Job): StageBar[] {
  if (!job.order || job.order.stages.length === 0) return [];
  const stages = toStages(job.order.stages, goalOf(job)).filter(({ reached }) => reached);
  const at = job.stage?.index ?? stages.length;
  let left = sentBy(job);
  return stages.map(({ size }, place): StageBar => {
    const index = place + 1;
    const sent = Math.min(left, size ?? left);
    left -= sent;
    const here = (): StageBar['state'] =>
      isEnded(job) ? 'done' : job.stage?.waitsUntil != null ? 'watched' : 'sending';
    const state = index < at ? 'done' : index === at ? here() : 'waiting';
    return { index, sent, size, state, last: index === stages.length };
  });
}
