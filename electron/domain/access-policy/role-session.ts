import { parseArn, toArn } from '../arn.ts';
import type { Principal } from './model.ts';

/** The ARN in aws:PrincipalArn: of a role session it is the role's, whose path the session does not tell. */
export function principalArn({ kind, name }: Principal): string | null {
  if (kind !== 'AWS' || name === '*') return null;
  const role = sessionRole(name);
  const arn = parseArn(name);
  return role !== null && arn ? toArn({ ...arn, service: 'iam', resource: `role/${role}` }) : name;
}

/** Is `caller` a session of the role `listed`? Sessions do not carry the role's path. */
export function isRoleOf(listed: string, caller: string): boolean {
  const role = parseArn(listed);
  const session = parseArn(caller);
  if (!role?.resource.startsWith('role/') || role.account !== session?.account) return false;
  return role.resource.slice(role.resource.lastIndexOf('/') + 1) === sessionRole(caller);
}

function sessionRole(name: string): string | null {
  const arn = parseArn(name);
  if (arn?.service !== 'sts') return null;
  const [kind, role] = arn.resource.split('/');
  return kind === 'assumed-role' && role ? role : null;
}
