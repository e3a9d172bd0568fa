import type { CaptureProgress, CaptureWhy } from '../../../contract/captures-progress.ts';
import type { SeenMessage } from '../../../contract/messages.ts';
import type { QueuePlace } from '../../../contract/jobs.ts';
import type { CaptureHandles } from '../../store/capture-handles.ts';
import type { CaptureStore } from '../../store/captures.ts';
import { isFailure, type FailureError } from '../../failures.ts';
import type { StoredJob } from '../../store/jobs.ts';
import { toStorageFailure } from '../../store/storage-failure.ts';
import type { JobClock } from '../clock.ts';
import type { Tally } from '../redrive/model.ts';
import { createGrips, type Grips } from './grips.ts';
import type { CaptureOrder } from './order.ts';
import type { QueueCalls } from './queue-calls.ts';

/** What a capture works with; all of it is passed in. */
export interface CaptureParts {
  job: StoredJob;
  epoch: number;
  clock: JobClock;
  calls: QueueCalls;
  fifo: boolean;
  captures: CaptureStore;
  handles: CaptureHandles;
  /** Keeps what may not go to the disk; bounded, and shown to the user. */
  remember(place: QueuePlace, messages: SeenMessage[]): Promise<void>;
  /** More is on disk than may be. */
  tidy(): Promise<void>;
}

/** How a capture stops. */
export type CaptureStop =
  | { kind: 'why'; why: CaptureWhy }
  | { kind: 'asked'; asked: 'pause' | 'cancel' | 'close' }
  | { kind: 'failure'; failure: FailureError }
  /** Another process has the job: nothing is called any more. */
  | { kind: 'lost'; error: unknown }
  /** Something in here went wrong. */
  | { kind: 'crash'; error: unknown };

/** What the steps of a capture share. */
export interface CaptureDesk extends CaptureParts {
  order: CaptureOrder;
  tally: Tally;
  progress: CaptureProgress;
  grips: Grips;
  /** Receive counts of the messages met in this run. */
  met: Map<string, number>;
  /** Messages that an earlier run of the job met, and this one has not yet. */
  before: Map<string, number>;
  /** Epoch ms. */
  startedAt: number;
  /** Receives of one message beyond which it is dead-lettered; null when there is none, or it is not known. */
  maxReceiveCount: number | null;
  readonly stop: CaptureStop | null;
  /** The first one counts. */
  end(stop: CaptureStop): void;
  /** Ends it for what was thrown. Never throws. */
  fail(error: unknown): void;
}

/** Opens the desk of a capture. `onEnd` wakes whoever waits. */
export function openCaptureDesk(parts: CaptureParts, onEnd: () => void): CaptureDesk {
  const { job, clock, captures, fifo } = parts;
  // `captures.take` alone writes these orders.
  const order = job.order as CaptureOrder;
  const mode = captures.policies.get(job.source.scope.profile).mode;
  const progress: CaptureProgress = {
    why: null,
    holdSeconds: order.holdSeconds,
    latest: null,
    kept: mode === 'keep' ? 'disk' : 'memory',
    rest: null,
    groups: fifo ? { met: 0, deeper: 0 } : null,
    again: 0,
  };
  job.tally.capture = progress;
  let stop: CaptureStop | null = null;
  const desk: CaptureDesk = {
    ...parts,
    order,
    tally: job.tally,
    progress,
    grips: createGrips(clock, order.holdSeconds),
    met: new Map(),
    before: new Map(),
    startedAt: clock.now(),
    maxReceiveCount: null,
    get stop() {
      return stop;
    },
    end(next) {
      // A job that another process has is left alone, whatever was wanted before.
      if (stop && next.kind !== 'lost') return;
      stop = next;
      onEnd();
    },
    fail(error) {
      const failure = toStorageFailure(error) ?? error;
      if (!isFailure(failure)) desk.end({ kind: 'crash', error });
      else if (failure.code === 'CONFLICT' && failure.data.resource === job.id)
        desk.end({ kind: 'lost', error });
      else desk.end({ kind: 'failure', failure });
    },
  };
  return desk;
}
