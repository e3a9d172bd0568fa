import type { AccessRequest, ContextValue } from './model.ts';
import { accountOf, toPrincipal } from './principal.ts';
import { principalArn } from './role-session.ts';

/** Condition keys in lower case, each with its values. */
export type RequestContext = ReadonlyMap<string, readonly string[]>;

/** The context of a request, with the keys that follow from its principal where the request does not give them. */
export function toContext({ principal: caller, context = {} }: AccessRequest): RequestContext {
  const principal = toPrincipal(caller);
  const keys = new Map<string, readonly string[]>();
  const derive = (key: string, value: string | null): void => {
    if (value !== null) keys.set(key.toLowerCase(), [value]);
  };
  derive('aws:PrincipalArn', principalArn(principal));
  derive('aws:PrincipalAccount', accountOf(principal));
  derive('aws:PrincipalIsAWSService', String(principal.kind === 'Service'));
  derive('aws:PrincipalServiceName', principal.kind === 'Service' ? principal.name : null);
  for (const [key, value] of Object.entries(context)) keys.set(key.toLowerCase(), toValues(value));
  return keys;
}

function toValues(value: ContextValue): readonly string[] {
  return typeof value === 'object' ? value : [String(value)];
}
