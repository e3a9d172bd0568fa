import path from 'node:path';
import packageJson from '../../package.json' with { type: 'json' };
import { createBackend, type Backend } from '../backend/backend.ts';
import { defaultDataDir } from '../backend/data-dir.ts';
import type { Host } from '../backend/host.ts';
import { createLog } from '../backend/log.ts';
import { openLeases } from '../backend/store/leases.ts';
import { systemClock } from '../backend/system-clock.ts';
import type { Scope } from '../contract/index.ts';
import { ownOrJoin } from '../sandbox/own-or-join.ts';
import { createOutput, type Output } from './output.ts';

/** Options that every command takes. */
export interface GlobalOptions {
  profile?: string;
  region?: string;
  dataDir?: string;
  json?: boolean;
  yes?: boolean;
}

/** What a command works with. */
export interface Session {
  client: Backend['client'];
  output: Output;
  options: GlobalOptions;
  /** Aborted by Ctrl+C. */
  signal: AbortSignal;
  /** The profile and region that were asked for; starts or joins the sandbox when it is that profile. */
  scope(): Promise<Scope>;
  /** Starts or joins the sandbox, for what names its profile by itself. */
  needSandbox(): Promise<void>;
}

/** Opens the product in this process, runs `act`, and closes it again, whatever happens. */
export async function withSession<Result>(
  options: GlobalOptions,
  signal: AbortSignal,
  act: (session: Session) => Promise<Result>,
): Promise<Result> {
  const dataDir = path.resolve(options.dataDir ?? defaultDataDir());
  const closers: Array<() => unknown> = [];
  try {
    const log = createLog(dataDir);
    closers.push(() => log.close());
    const leases = openLeases(dataDir, systemClock);
    closers.push(() => leases.close());
    const running = process.env.SPILLWAY_SANDBOX || leases.read('sandbox');
    let sandbox: Host['sandbox'] = running ? { endpoint: running } : null;
    const backend = await createBackend({
      kind: 'cli',
      version: packageJson.version,
      dataDir,
      clock: systemClock,
      env: process.env,
      log,
      get sandbox() {
        return sandbox;
      },
    });
    // Before the backend in order of closing: held messages are released through it.
    const sandboxClosers: Array<() => unknown> = [];
    closers.push(async () => {
      await backend.close();
      for (const close of sandboxClosers) await close();
    });
    const needSandbox = async (): Promise<void> => {
      if (sandbox !== null) return;
      const started = await ownOrJoin({ dataDir, leases, clock: systemClock });
      sandboxClosers.push(() => started.close());
      sandbox = started;
    };
    return await act({
      client: backend.client,
      output: createOutput(options.json ?? false),
      options,
      signal,
      needSandbox,
      async scope() {
        const profile = options.profile || process.env.AWS_PROFILE || 'sandbox';
        if (profile === 'sandbox') await needSandbox();
        return { profile, region: options.region ?? (await regionOf(backend.client, profile)) };
      },
    });
  } finally {
    for (const close of closers.reverse()) await close();
  }
}

async function regionOf(client: Backend['client'], profile: string): Promise<string> {
  const { profiles } = await client.profiles.list({});
  // An unknown profile is told by the call itself, in the words of the failure.
  return profiles.find(({ name }) => name === profile)?.regions[0] ?? 'us-east-1';
}
