import type { Scope } from '../../../electron/contract/index.ts';
import type { QueueRow } from './queue-rows.ts';

export interface ScopeSum {
  queues: number;
  waiting: number;
  inFlight: number;
  delayed: number;
  /** Waiting in queues that another queue names as its dead-letter queue. */
  inDlqs: number;
  /** The oldest of the readings that are summed, epoch ms; null when none was read. */
  readAt: number | null;
}

/** Totals of one scope; dead letters are counted apart, since they wait for a person and not for a consumer. */
export function sumScope(scope: Scope, rows: readonly QueueRow[]): ScopeSum {
  const sum: ScopeSum = { queues: 0, waiting: 0, inFlight: 0, delayed: 0, inDlqs: 0, readAt: null };
  for (const row of rows) {
    if (row.scope.profile !== scope.profile || row.scope.region !== scope.region) continue;
    sum.queues += 1;
    const counts = row.summary?.counts;
    if (!counts) continue;
    if (row.dlq) sum.inDlqs += counts.visible ?? 0;
    else sum.waiting += counts.visible ?? 0;
    sum.inFlight += counts.inFlight ?? 0;
    sum.delayed += counts.delayed ?? 0;
    sum.readAt = Math.min(sum.readAt ?? counts.at, counts.at);
  }
  return sum;
}
