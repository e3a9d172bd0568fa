import type { Scope } from '../../../../contract/procedure.ts';
import { fail, toFailure } from '../../../failures.ts';
import { openRecord } from '../../../record.ts';
import type { Services } from '../../../services.ts';
import type { Run } from './run.ts';

/** Lets a run work, with an entry of its own in the audit: the call that began it ends long before. Never rejects. */
export async function recordWork(services: Services, scope: Scope, target: string, run: Run): Promise<void> {
  const record = openRecord(services.store.audit, services.host, undefined, {
    action: 'messages.run',
    effect: 'write',
    ...scope,
    resource: target,
  });
  await run.work();
  const { sent, refused, unknown, corrupt, left, requests, stoppedBy } = run.snapshot();
  record.note({ sent, refused, unknown, corrupt, left, requests });
  if (unknown > 0)
    record.failed(toFailure(fail('OUTCOME_UNKNOWN', `Nothing is known of ${unknown} messages.`)));
  else if (stoppedBy) record.failed(stoppedBy);
  else record.done();
}
