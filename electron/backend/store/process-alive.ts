import { hostname } from 'node:os';

/** Who writes a row: this process on this machine. */
export interface ProcessMark {
  machine: string;
  pid: number;
  /** When the process began, epoch ms: tells it from an earlier one of the same pid. */
  started: number;
}

/** This process. */
export const thisProcess: ProcessMark = {
  machine: hostname(),
  pid: process.pid,
  started: Math.round(performance.timeOrigin),
};

/** Whether the writer is known to be dead; a process on another machine never is. */
export function isDead(mark: Omit<ProcessMark, 'started'> & { started?: number }): boolean {
  if (mark.machine !== thisProcess.machine) return false;
  if (mark.pid === thisProcess.pid) return mark.started !== undefined && mark.started !== thisProcess.started;
  try {
    process.kill(mark.pid, 0);
    return false;
  } catch (error) {
    // EPERM: it lives and belongs to somebody else.
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
}
