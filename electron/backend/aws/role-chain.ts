import { fail } from '../failures.ts';
import type { SharedConfig } from './shared-config.ts';

/**
 * Refuses a chain of roles that cannot be walked, before the SDK starts on it. The SDK begins to resolve the source
 * profile, then gives up over the MFA code, and leaves the source's own failure unheard, which ends a Node process.
 * @throws MFA_NEEDED for a role that asks for a code, PROFILE_BROKEN for roles that lead to each other
 */
export function checkRoleChain(config: SharedConfig, profile: string): void {
  const visited: string[] = [];
  for (let name: string | undefined = profile; name !== undefined;) {
    const section = config.profiles.get(name);
    if (!section?.role_arn) return;
    visited.push(name);
    const source: string | undefined = section.source_profile;
    if (source !== undefined && visited.includes(source)) {
      // A role may name its own section as the source, when that holds keys.
      if (config.profiles.get(source)?.aws_access_key_id) return checkMfa(section.mfa_serial, profile);
      throw fail(
        'PROFILE_BROKEN',
        `The roles of profile ${profile} lead in a circle: ${visited.join(', ')}.`,
        {
          profile,
        },
      );
    }
    checkMfa(section.mfa_serial, profile);
    name = source;
  }
}

function checkMfa(serial: string | undefined, profile: string): void {
  if (serial)
    throw fail('MFA_NEEDED', `Profile ${profile} asks for an MFA code.`, { profile, resource: serial });
}
