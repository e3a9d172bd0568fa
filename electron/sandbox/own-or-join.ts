import { wait, type Cancel, type Clock } from '../domain/clock.ts';
import { startSandbox } from './sandbox.ts';

/** The right to run the sandbox of a data folder, held by one process at a time. */
export interface SandboxLease {
  /** Tells the others where the sandbox answers. */
  write(endpoint: string): boolean;
  release(): void;
}

/** The leases of a data folder, as far as the sandbox needs them; `openLeases` of the backend gives one. */
export interface SandboxLeases {
  /** Null while a living process has the lease. */
  take(name: string, value: string): SandboxLease | null;
  /** What the living owner wrote; null when there is none. */
  read(name: string): string | null;
}

/** Where the sandbox answers, and whether this process runs it. */
export interface SharedSandbox {
  /** Read it anew for each use: after a takeover the sandbox may answer elsewhere. */
  readonly endpoint: string;
  readonly owned: boolean;
  /** Stops the own sandbox, or lets the other's alone. */
  close(): Promise<void>;
}

const leaseName = 'sandbox';
const startsWithin = 15_000;
const lookEvery = 2_000;

type Running = Awaited<ReturnType<typeof startSandbox>>;

/**
 * Runs the sandbox of a data folder, or joins the one that another process runs. A process that joined takes over
 * when the owner is gone, on the owner's port where it is still free.
 */
export async function ownOrJoin({
  dataDir,
  leases,
  clock,
}: {
  dataDir: string;
  leases: SandboxLeases;
  clock: Clock;
}): Promise<SharedSandbox> {
  let endpoint = '';
  let own: { lease: SandboxLease; sandbox: Running } | undefined;
  let cancel: Cancel = () => undefined;
  let closed = false;
  let taking: Promise<void> = Promise.resolve();

  const tryToOwn = async (): Promise<boolean> => {
    const lease = leases.take(leaseName, '');
    if (!lease) return false;
    try {
      const sandbox = await start(dataDir, endpoint ? Number(new URL(endpoint).port) : 0);
      own = { lease, sandbox };
      endpoint = sandbox.url;
      lease.write(endpoint);
      return true;
    } catch (error) {
      lease.release();
      throw error;
    }
  };

  const until = clock.now() + startsWithin;
  while (!(await tryToOwn())) {
    // Empty while the owner is still starting.
    endpoint = leases.read(leaseName) || endpoint;
    if (endpoint) break;
    if (clock.now() > until)
      throw new Error('Another process is starting the sandbox, and it does not come up.');
    await wait(clock, 100);
  }

  const joinOrOwn = async (): Promise<void> => {
    endpoint = leases.read(leaseName) || endpoint;
    await tryToOwn();
  };
  const watchOwner = (): void => {
    if (closed || own) return;
    cancel = clock.after(lookEvery, () => {
      // A takeover that fails is tried again: without a sandbox the host still serves AWS profiles.
      taking = joinOrOwn()
        .catch(() => undefined)
        .then(watchOwner);
    });
  };
  watchOwner();

  return {
    get endpoint() {
      return endpoint;
    },
    get owned() {
      return own !== undefined;
    },
    async close() {
      closed = true;
      cancel();
      // A takeover under way ends first, or its sandbox would be left running.
      await taking;
      await own?.sandbox.close();
      own?.lease.release();
    },
  };
}

async function start(dataDir: string, port: number): Promise<Running> {
  const options = { dataDir, seed: true, traffic: true };
  if (port === 0) return startSandbox({ ...options, port: 0 });
  try {
    return await startSandbox({ ...options, port });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
    return startSandbox({ ...options, port: 0 });
  }
}
