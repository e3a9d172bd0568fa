import type { MoveTask } from './move-task.ts';
import type { Queue } from './model.ts';

/** The queues of one account in one region. */
export interface SqsRegion {
  queues: Map<string, Queue>;
  /** When a queue was deleted, by name: the name is locked for 60 s. */
  deleted: Map<string, number>;
  /** Move tasks by source ARN, newest first. */
  moveTasks: Map<string, MoveTask[]>;
}

/** An account without queues. */
export function createSqsRegion(): SqsRegion {
  return { queues: new Map(), deleted: new Map(), moveTasks: new Map() };
}
