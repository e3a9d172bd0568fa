import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createBackend } from '../../../electron/backend/backend.ts';
import { openDatabase } from '../../../electron/backend/store/database.ts';
import { systemClock } from '../../../electron/backend/system-clock.ts';
import type { Mover } from './mover.ts';

const scope = { profile: 'sandbox', region: 'us-east-1' };
const silent = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };

/** The product itself: a job in the worker, its journal on disk, and a window that watches it from the host's thread. */
export async function createOurMover(endpoint: string): Promise<Mover> {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'spillway-bench-'));
  const { client, close } = await createBackend({
    kind: 'test',
    version: '0.0.0-bench',
    dataDir,
    clock: systemClock,
    env: { AWS_CONFIG_FILE: path.join(dataDir, 'config'), AWS_SHARED_CREDENTIALS_FILE: dataDir },
    sandbox: { endpoint },
    log: silent,
  });
  const journal = openDatabase(dataDir);
  return {
    async move({ from, to, messages }) {
      const start = { wall: Date.now(), mono: performance.now() };
      const begun = await client.redrives.move({
        scope,
        queueUrl: from,
        destination: { kind: 'queue', scope, queueUrl: to },
        choice: { by: 'all' },
      });
      for await (const jobs of await client.jobs.watch({})) {
        const job = jobs.find(({ id }) => id === begun.id);
        if (!job?.endedAt) {
          if (job?.state === 'paused') throw new Error(job.failure?.message ?? 'the job paused');
          continue;
        }
        if (job.counts.states.done !== messages) throw new Error(JSON.stringify(job.counts));
        break;
      }
      const endedSeconds = (performance.now() - start.mono) / 1000;
      // What the journal says of the last delete: the job then looks whether its queue is really empty.
      const last = Number(
        journal.prepare('SELECT max(at) AS at FROM job_item WHERE job = ?').get(begun.id)?.at,
      );
      return { seconds: (last - start.wall) / 1000, endedSeconds };
    },
    async close() {
      journal.close();
      await close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
