import { computed, type ComputedRef } from 'vue';
import {
  contract,
  type Failure,
  type Identity,
  type Profile,
  type Scope,
} from '../../electron/contract/index.ts';
import { useRead } from '../api/query.ts';

/** What connecting has told of a scope: who one is there, or why not. */
export interface Standing {
  scope: Scope;
  identity: Identity | null;
  failure: Failure | null;
}

/** How long one is signed in yet. `unknown`: nothing was called so far; `code`: an MFA code is asked for. */
export type Session =
  | { kind: 'none' | 'unknown' | 'lasting' }
  | { kind: 'until' | 'soon'; at: number; left: number }
  | { kind: 'ended' | 'code' | 'failed'; at: number | null; failure: Failure | null };

/** From here on the end of a session is a warning, ms. */
const SOON = 15 * 60_000;
/** How a profile may sign in without anybody's doing: the end of such a session is no end. */
const renewing: ReadonlySet<Profile['credentials']> = new Set(['assume-role', 'process', 'web-identity']);
const ended: ReadonlySet<string> = new Set(['EXPIRED_TOKEN', 'SSO_LOGIN_NEEDED']);

/** The session of a profile at a moment. */
export function toSession(
  profile: Pick<Profile, 'kind' | 'credentials' | 'mfaSerial'>,
  standing: Pick<Standing, 'identity' | 'failure'> | undefined,
  now: number,
): Session {
  if (profile.kind === 'sandbox') return { kind: 'none' };
  if (!standing) return { kind: 'unknown' };
  const { identity, failure } = standing;
  const at = identity?.expiresAt ?? null;
  if (failure) {
    const kind = failure.code === 'MFA_NEEDED' ? 'code' : ended.has(failure.code) ? 'ended' : 'failed';
    return { kind, at, failure };
  }
  if (at === null) return { kind: identity ? 'lasting' : 'unknown' };
  const renews = renewing.has(profile.credentials) && profile.mfaSerial === null;
  if (at <= now) return renews ? { kind: 'unknown' } : { kind: 'ended', at, failure: null };
  return { kind: at - now < SOON && !renews ? 'soon' : 'until', at, left: at - now };
}

export interface Identities {
  /** Of the scope, else of another region of its profile: who one is does not hang on the region. */
  of(scope: { profile: string; region?: string }): Standing | undefined;
  all: ComputedRef<readonly Standing[]>;
  /** Reads again what is known; makes no call to AWS. */
  refresh(): void;
}

/** Who one is in each scope, as far as connecting has told. */
export function useIdentities(): Identities {
  const query = useRead(contract.profiles.known, {}, { staleTime: 10_000 });
  const all = computed((): readonly Standing[] => query.data.value ?? []);
  return {
    all,
    of: ({ profile, region }) => {
      const own = all.value.filter(({ scope }) => scope.profile === profile);
      return (
        own.find(({ scope }) => scope.region === region) ?? own.find(({ identity }) => identity) ?? own[0]
      );
    },
    refresh: () => void query.refetch(),
  };
}
