import { isAccountId, parseArn } from '../arn.ts';
import type { AccessRequest, Principal } from './model.ts';
import { isRoleOf } from './role-session.ts';

/** How a policy's principal names a caller. `account`: only through the account, which leaves the decision to its own policies. */
export type PrincipalMatch = 'named' | 'account' | 'everybody';

/** The caller in the form of a policy. */
export function toPrincipal(caller: AccessRequest['principal']): Principal {
  if (typeof caller !== 'string') {
    for (const kind of ['Service', 'Federated', 'CanonicalUser', 'AWS'] as const) {
      const name = caller[kind];
      if (name !== undefined) return kind === 'AWS' ? toPrincipal(name) : { kind, name };
    }
    return { kind: 'AWS', name: '*' };
  }
  if (caller === '*' || caller.startsWith('arn:')) return { kind: 'AWS', name: caller };
  if (isAccountId(caller)) return { kind: 'AWS', name: `arn:aws:iam::${caller}:root` };
  if (/\.amazonaws\.com(\.cn)?$/.test(caller)) return { kind: 'Service', name: caller };
  return { kind: 'AWS', name: caller };
}

/** The account of a caller; null for services, providers and unknown callers. */
export function accountOf({ kind, name }: Principal): string | null {
  if (kind !== 'AWS') return null;
  return isAccountId(name) ? name : (parseArn(name)?.account ?? null) || null;
}

/** Does a principal of a policy cover this caller, and how? `*` covers services too. [IAM UG Principal] */
export function coversPrincipal(listed: Principal, caller: Principal): PrincipalMatch | null {
  if (listed.kind === 'AWS' && listed.name === '*') return 'everybody';
  if (listed.kind !== caller.kind) return null;
  if (listed.name === caller.name) return isRoot(listed.name) ? 'account' : 'named';
  if (listed.kind !== 'AWS') return listed.name === '*' ? 'everybody' : null;
  const account = accountOf(caller);
  if (isAccountId(listed.name) || isRoot(listed.name)) {
    return account !== null && accountOf(listed) === account ? 'account' : null;
  }
  return isRoleOf(listed.name, caller.name) ? 'named' : null;
}

function isRoot(name: string): boolean {
  return parseArn(name)?.resource === 'root';
}
