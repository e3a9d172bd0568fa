import type { Failure } from '../../contract/failure.ts';
import type { JobState } from '../../contract/jobs.ts';
import type { Tally } from './redrive/model.ts';

/** How a job's work came to rest in this process. */
export type WorkEnd =
  | { kind: 'ended'; state: Extract<JobState, 'done' | 'partly' | 'failed'>; failure?: Failure }
  | { kind: 'pause' | 'cancel' | 'close' }
  | { kind: 'failure'; failure: Failure }
  /** The journal refused: another process has the job, or the disk is full. */
  | { kind: 'halted'; error: unknown };

/** What a job's kind does. */
export interface Work {
  run(): Promise<WorkEnd>;
  stop(kind: 'pause' | 'cancel' | 'close'): void;
  /** Ends the waiting after a stage, counted from 0. */
  skip?(stage: number): void;
  /** Counts as they are now. */
  tally: Tally;
  /** How many messages have reached their goal, for the rate. */
  reached(): number;
}
