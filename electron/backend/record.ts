import { randomUUID } from 'node:crypto';
import type { AuditEntry } from '../contract/audit.ts';
import type { Failure, FailureCode } from '../contract/failure.ts';
import type { Clock } from '../domain/clock.ts';
import { fail } from './failures.ts';
import type { Log } from './host.ts';
import type { AuditStore } from './store/audit.ts';

/** A recorded call, open until its end is told. */
export interface OpenRecord {
  note(summary: AuditEntry['summary']): void;
  done(): void;
  failed(failure: Failure): void;
}

/** What is recorded of a call when it begins. */
export type RecordStart = Pick<AuditEntry, 'action' | 'effect' | 'profile' | 'region' | 'resource'>;

// Refused by Spillway before anything went out.
const refusals: ReadonlySet<FailureCode> = new Set([
  'READ_ONLY_PROFILE',
  'CONFIRMATION_NEEDED',
  'RECEIVE_BUDGET',
  'INVALID_INPUT',
  'TOO_LARGE',
  'PROFILE_NOT_FOUND',
]);
// Nobody knows whether it was carried out.
const unknowns: ReadonlySet<FailureCode> = new Set(['OUTCOME_UNKNOWN', 'TIMEOUT', 'AWS_FAULT']);

/**
 * Opens the record of a call under its id.
 * @throws CONFLICT when a call of this id ran before: it is never carried out twice
 */
export function openRecord(
  audit: AuditStore,
  { clock, log }: { clock: Clock; log: Log },
  callId: string | undefined,
  start: RecordStart,
): OpenRecord {
  const id = callId ?? randomUUID();
  const at = clock.now();
  if (!audit.begin({ id, at, ...start })) {
    throw fail(
      'CONFLICT',
      'A call of this id was made before. Its outcome is on record; it is not carried out twice.',
      {
        resource: id,
      },
    );
  }
  const summary: AuditEntry['summary'] = {};
  const end = (outcome: Exclude<AuditEntry['outcome'], 'running'>, failure: Failure | null): void => {
    try {
      audit.end(id, { outcome, failure, took: Math.max(0, clock.now() - at), summary });
    } catch (error) {
      // What was done is done: the caller gets its result, and the row stays `running`.
      log.error(
        { id, action: start.action, outcome, reason: String(error) },
        'an outcome could not be recorded',
      );
    }
  };
  return {
    note: (more) => void Object.assign(summary, more),
    done: () => end('done', null),
    failed(failure) {
      const outcome = refusals.has(failure.code)
        ? 'refused'
        : unknowns.has(failure.code)
          ? 'unknown'
          : 'failed';
      end(outcome, failure);
    },
  };
}
