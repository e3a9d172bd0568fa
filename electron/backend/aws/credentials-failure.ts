import { fail } from '../failures.ts';
import { toAwsFailure } from './failures.ts';
import type { Section } from './shared-config.ts';

/** Turns what a credential provider throws into a failure that says what to do. */
export function toCredentialsFailure(
  thrown: unknown,
  { profile, section, role }: { profile: string; section: Section; role?: string },
): unknown {
  if (!(thrown instanceof Error)) return thrown;
  const { message, name } = thrown;
  const quoted = /^[\w-]+$/.test(profile) ? profile : JSON.stringify(profile);

  // The provider keeps only the words. Host names hold "sso" too, so the network comes first.
  const unreachable =
    /\b(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|EHOSTUNREACH|ENETUNREACH|ETIMEDOUT)\b|timed? ?out/i;
  if ((section.sso_session || section.sso_start_url) && unreachable.test(message)) {
    return fail('NETWORK', `The sign-in portal of profile ${profile} could not be reached: ${message}`, {
      profile,
      retryable: true,
    });
  }
  if (/SSO|aws sso login/i.test(message) && (section.sso_session || section.sso_start_url)) {
    if (/incomplete|invalid SSO credentials|Required parameters/i.test(message)) {
      return fail('PROFILE_BROKEN', `The SSO settings of profile ${profile} are incomplete.`, { profile });
    }
    return ssoLogin(profile, quoted);
  }
  if (section.sso_session || section.sso_start_url) {
    // "Token is expired ..." after a refresh that failed; UnauthorizedException from the portal itself.
    if (
      /Token is expired|session token|UnauthorizedException/i.test(message) ||
      name === 'UnauthorizedException'
    ) {
      return ssoLogin(profile, quoted);
    }
  }
  if (section.login_session) {
    return fail('EXPIRED_TOKEN', `The sign-in session of profile ${profile} has ended.`, {
      profile,
      command: `aws login --profile ${quoted}`,
    });
  }
  if (/Unsupported credential source|Found invalid profile name/.test(message)) {
    return fail('PROFILE_BROKEN', message, { profile });
  }
  if (
    section.credential_process &&
    /Command failed|invalid JSON|Version|credential_process|credentials|expired|ENOENT/i.test(message)
  ) {
    // The command's own output could hold secrets, so its words stay out.
    const why = /Command failed/.test(message)
      ? 'ended with an error'
      : 'gave an answer that is not of the agreed form';
    return fail('CREDENTIALS_MISSING', `The credential_process of profile ${profile} ${why}.`, { profile });
  }
  // A file, not a network: a token that lies elsewhere, or may not be read.
  const { code, path: file } = thrown as NodeJS.ErrnoException;
  if (typeof file === 'string' && (code === 'ENOENT' || code === 'EACCES' || code === 'EISDIR')) {
    return fail('CREDENTIALS_MISSING', `Profile ${profile} needs the file ${file}, which cannot be read.`, {
      profile,
    });
  }
  const mapped = toAwsFailure(thrown, {
    operation: 'AssumeRole',
    service: 'sts',
    profile,
    region: section.region ?? 'us-east-1',
    resource: role,
    sent: false,
  });
  if (mapped !== thrown) return mapped;
  if (/Could not resolve credentials|could not find|Could not load/i.test(message)) {
    return fail('CREDENTIALS_MISSING', `No credentials could be found for profile ${profile}.`, { profile });
  }
  return fail('CREDENTIALS_MISSING', `The credentials of profile ${profile} could not be had: ${message}`, {
    profile,
  });
}

function ssoLogin(profile: string, quoted: string): unknown {
  return fail('SSO_LOGIN_NEEDED', `The SSO session of profile ${profile} has ended.`, {
    profile,
    command: `aws sso login --profile ${quoted}`,
  });
}
