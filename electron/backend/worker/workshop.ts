import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import type { Activity } from '../aws/activity.ts';
import type { CountedCalls } from '../aws/activity-relay.ts';
import type { Credentials, CredentialsOf } from '../aws/credentials.ts';
import type { Host } from '../host.ts';
import type { JobHost } from '../jobs/tasks.ts';
import { openLink, type Link } from './link.ts';
import type { Tasks } from './tasks.ts';

/** What the worker is born with. */
export interface WorkerBirth {
  kind: Host['kind'];
  version: string;
  dataDir: string;
  env: Record<string, string | undefined>;
  hasSandbox: boolean;
}

/** What the worker asks of its host: it holds no secrets and writes no log of its own. */
export interface HostFunctions {
  [name: string]: (input: never, signal: AbortSignal) => unknown;
  credentials(profile: string): Promise<Credentials>;
  /** Where the sandbox answers now; a takeover may have moved it. */
  sandboxEndpoint(nothing: null): string | null;
  /** Shows and keeps what a job has seen. */
  keepSeen: JobHost['keepSeen'];
  tidy: JobHost['tidy'];
  /** Calls to AWS that the worker made. */
  counted(counted: CountedCalls[]): void;
  log(line: { level: 'debug' | 'info' | 'warn' | 'error'; fields: object; message: string }): void;
}

/** The thread in which jobs and heavy queries run, so that the host's own loop stays free. */
export interface Workshop {
  /** Starts the worker on first use, and again when it died. */
  call: Link<Tasks>['call'];
  close(): Promise<void>;
}

// Beside this file in the source; one bundle of its own once built.
const entries = ['./entry.ts', './worker.js', '../worker.js'];

function entryFile(): URL {
  const found = entries
    .map((name) => new URL(name, import.meta.url))
    .find((url) => existsSync(fileURLToPath(url)));
  if (!found) throw new TypeError('The worker of the backend is missing from this installation.');
  return found;
}

/** Opens the workshop of a host. */
export function openWorkshop(
  host: Host,
  credentialsOf: CredentialsOf,
  jobHost: JobHost,
  activity: Pick<Activity, 'count'>,
): Workshop {
  let current: { worker: Worker; link: Link<Tasks>; ended: Promise<void> } | undefined;

  const start = (): NonNullable<typeof current> => {
    const workerData: WorkerBirth = {
      kind: host.kind,
      version: host.version,
      dataDir: host.dataDir,
      env: { ...host.env },
      hasSandbox: host.sandbox !== null,
    };
    const worker = new Worker(entryFile(), { workerData });
    const own: HostFunctions = {
      credentials: (profile) => credentialsOf(profile),
      sandboxEndpoint: () => host.sandbox?.endpoint ?? null,
      ...jobHost,
      counted: (counted) => counted.forEach(({ scope, end, calls }) => activity.count(scope, end, calls)),
      log: ({ level, fields, message }) => host.log[level](fields, message),
    };
    const link = openLink<Tasks>(worker, own, host.log);
    worker.on('error', (error) => host.log.error({ err: error }, 'the worker failed'));
    const ended = new Promise<void>((resolve) => {
      worker.once('exit', () => {
        if (current?.worker === worker) current = undefined;
        link.end('The worker ended before it answered. The log has the details.');
        resolve();
      });
    });
    return { worker, link, ended };
  };

  return {
    call: (name, input, signal) => (current ??= start()).link.call(name, input, signal),
    async close() {
      if (!current) return;
      const { worker, ended } = current;
      // The worker lets go of its jobs, closes its store and connections, then ends by itself.
      worker.postMessage({ kind: 'close' });
      await ended;
    },
  };
}
