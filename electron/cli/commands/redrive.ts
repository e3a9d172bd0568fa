import { randomUUID } from 'node:crypto';
import type { Scope } from '../../contract/index.ts';
import { confirmed } from '../confirm.ts';
import type { ExitCode } from '../exit-codes.ts';
import { findQueue } from '../find-queue.ts';
import type { Session } from '../session.ts';
import { followToEnd } from './jobs.ts';

/** `redrive`. */
export interface RedriveOptions {
  from: string;
  to: string;
  toProfile?: string;
  toRegion?: string;
  message: string[];
  copy?: boolean;
  groupId?: string;
  skipFailed?: boolean;
}

/** Moves or copies messages from queue to queue, in the foreground until the job ends. Ctrl+C leaves it to be resumed. */
export async function redrive(session: Session, options: RedriveOptions): Promise<ExitCode> {
  const { client, output, signal } = session;
  const scope = await session.scope();
  const other: Scope = {
    profile: options.toProfile ?? scope.profile,
    region: options.toRegion ?? scope.region,
  };
  const source = { scope, queueUrl: await findQueue(session, scope, options.from) };
  const destination = { scope: other, queueUrl: await findQueue(session, other, options.to) };
  const manner = {
    choice: options.message.length > 0 ? { by: 'ids' as const, ids: options.message } : undefined,
    groupId: options.groupId,
    skipFailed: options.skipFailed,
    callId: randomUUID(),
  };
  const job = await confirmed(session, (confirmation) =>
    options.copy
      ? client.redrives.copy(
          { scope: other, target: destination.queueUrl, source, ...manner, confirmation },
          { signal },
        )
      : client.redrives.move(
          { ...source, destination: { kind: 'queue', ...destination }, ...manner, confirmation },
          { signal },
        ),
  );
  output.note({ job: job.id }, `Job ${job.id}`);
  return followToEnd(session, job);
}
