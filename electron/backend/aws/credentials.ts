import type { Clock } from '../../domain/clock.ts';
import { fail } from '../failures.ts';
import type { Host } from '../host.ts';
import type { Vault } from '../secrets/vault.ts';
import type { ProfileBook } from './profiles.ts';
import { createSessions } from './sessions.ts';
import { createWays, type Way } from './way.ts';
import { walk } from './walk.ts';

/** Credentials in memory; never logged, never sent to the page. */
export interface Credentials {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken?: string;
  expiration?: Date;
}

/** Gives the credentials of a profile; asks each source once for all clients. @throws a failure that says what to do */
export type CredentialsOf = (profile: string) => Promise<Credentials>;

/** Credentials of all profiles of a host. */
export interface SignIns {
  credentialsOf: CredentialsOf;
  /**
   * Walks the roles of a profile with an MFA code, once, and keeps what it gave until it ends.
   * @throws MFA_NEEDED for a wrong code, and when a further device asks for one of its own
   */
  signIn(profile: string, mfaCode: string): Promise<Credentials>;
}

// As the SDK does: credentials about to end count as ended.
const margin = 5 * 60_000;

// A session that only a person can renew is used to its end.
const mfaMargin = 15_000;

const patience = 120_000;

/** Credentials of all profiles, through the SDK's providers. */
export function createCredentials(host: Host, book: ProfileBook, vault: Vault): SignIns {
  const sessions = createSessions(host.clock, mfaMargin);
  const known = new Map<string, { stamp: string; margin: number; credentials: Promise<Credentials> }>();

  const way = createWays(host, book, vault);

  const resolve = (profile: string, found: Way, code?: string): Promise<Credentials> =>
    within(host.clock, patience, walk(profile, found, sessions, code), () =>
      fail(
        'CREDENTIALS_MISSING',
        `The credentials of profile ${profile} did not come within ${patience / 1000} seconds. See whether its program or its server hangs.`,
        { profile },
      ),
    );

  const keep = (profile: string, found: Way, credentials: Promise<Credentials>): Promise<Credentials> => {
    const entry = {
      stamp: found.stamp,
      margin: found.steps.some((step) => step.mfaSerial) ? mfaMargin : margin,
      credentials,
    };
    known.set(profile, entry);
    // A failure is not kept, so that the next call tries again after a sign-in.
    credentials.catch(() => {
      if (known.get(profile) === entry) known.delete(profile);
    });
    return credentials;
  };

  return {
    async credentialsOf(profile) {
      const found = await way(profile);
      const entry = known.get(profile);
      if (entry && entry.stamp === found.stamp) {
        const credentials = await entry.credentials;
        if (!credentials.expiration || credentials.expiration.getTime() - entry.margin > host.clock.now())
          return credentials;
        // Several callers may find them ended: only the first replaces the entry.
        const newer = known.get(profile);
        if (newer && newer !== entry) return newer.credentials;
      }
      return keep(profile, found, resolve(profile, found));
    },
    async signIn(profile, mfaCode) {
      const found = await way(profile);
      if (!found.steps.some((step) => step.mfaSerial)) {
        throw fail('INVALID_INPUT', `Profile ${profile} asks for no MFA code.`, {
          profile,
          field: 'mfaCode',
        });
      }
      // Kept only once it is there: calls meanwhile go on with the session before.
      const credentials = await resolve(profile, found, mfaCode);
      return keep(profile, found, Promise.resolve(credentials));
    },
  };
}

function within<Result>(clock: Clock, ms: number, work: Promise<Result>, late: () => Error): Promise<Result> {
  return new Promise((resolve, reject) => {
    const cancel = clock.after(ms, () => reject(late()));
    work.then(resolve, reject).finally(cancel);
  });
}
