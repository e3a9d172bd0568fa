import { fail } from '../failures.ts';
import type { Section, SharedConfig } from './shared-config.ts';

/** A role on the way from the first credentials to a profile's own. */
export interface RoleStep {
  /** The profile that names the role. */
  profile: string;
  roleArn: string;
  externalId: string | undefined;
  sessionName: string | undefined;
  /** Seconds that the session shall last. */
  duration: number | undefined;
  mfaSerial: string | undefined;
}

/** How a profile of the AWS files comes to its credentials. */
export interface RoleChain {
  /** The profile or the surrounding (`Environment`, `EcsContainer` ...) that the first credentials come from. */
  first: { profile: string } | { profile: string; surrounding: string };
  /** Roles in the order in which they are assumed; none for a profile without a chain. */
  steps: RoleStep[];
}

const hasKeys = (section: Section | undefined): boolean =>
  Boolean(section?.aws_access_key_id && section.aws_secret_access_key);

/**
 * Reads the chain of roles behind a profile, in the order in which the SDK looks: a source that holds keys of its own
 * ends it.
 * @throws PROFILE_BROKEN for roles that lead to each other, or a source that does not exist
 */
export function roleChainOf(config: SharedConfig, profile: string): RoleChain {
  const steps: RoleStep[] = [];
  const visited: string[] = [];
  for (let name = profile; ;) {
    const section: Section | undefined = config.profiles.get(name);
    if (!section) {
      throw fail(
        'PROFILE_BROKEN',
        `Profile ${visited.at(-1)} names source_profile = ${name}, and no such section exists.`,
        {
          profile,
        },
      );
    }
    const { role_arn: roleArn, source_profile: source, credential_source: surrounding } = section;
    const isSource = visited.length > 0 && hasKeys(section);
    if (isSource || !roleArn || (!source && !surrounding)) return { first: { profile: name }, steps };
    if (visited.includes(name)) {
      throw fail(
        'PROFILE_BROKEN',
        `The roles of profile ${profile} lead in a circle: ${visited.join(', ')}.`,
        {
          profile,
        },
      );
    }
    if (source && surrounding) {
      throw fail(
        'PROFILE_BROKEN',
        `Profile ${name} has both source_profile and credential_source; it takes one of them.`,
        {
          profile,
        },
      );
    }
    visited.push(name);
    steps.unshift({
      profile: name,
      roleArn,
      externalId: section.external_id,
      sessionName: section.role_session_name,
      duration: Number(section.duration_seconds) || undefined,
      mfaSerial: section.mfa_serial || undefined,
    });
    if (!source) return { first: { profile: name, surrounding: surrounding! }, steps };
    name = source;
  }
}

/** The first MFA device that a sign-in to a profile asks a code of; null when none does, or the chain is broken. */
export function mfaOfChain(config: SharedConfig, profile: string): string | null {
  try {
    return roleChainOf(config, profile).steps.find((step) => step.mfaSerial)?.mfaSerial ?? null;
  } catch {
    return null;
  }
}
