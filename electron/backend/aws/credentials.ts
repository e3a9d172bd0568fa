import { fromIni } from '@aws-sdk/credential-providers';
import { fail, isFailure } from '../failures.ts';
import type { Host } from '../host.ts';
import { toCredentialsFailure } from './credentials-failure.ts';
import { configuredEndpoint } from './endpoints.ts';
import { sandboxProfile, type ProfileBook } from './profiles.ts';
import { checkRoleChain } from './role-chain.ts';
import { configPaths, type SharedConfig } from './shared-config.ts';

/** Credentials in memory; never logged, never sent to the page. */
export interface Credentials {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken?: string;
  expiration?: Date;
}

/** Gives the credentials of a profile; asks each source once for all clients. @throws a failure that says what to do */
export type CredentialsOf = (profile: string) => Promise<Credentials>;

// As the SDK does: credentials about to end count as ended.
const margin = 5 * 60_000;

/** Credentials of all profiles, through the SDK's providers. */
export function createCredentials(host: Host, book: ProfileBook): CredentialsOf {
  const known = new Map<string, { config: SharedConfig; credentials: Promise<Credentials> }>();

  const resolve = async (profile: string): Promise<Credentials> => {
    const { section, config } = await book.section(profile);
    // The SDK fails on this with a bare TypeError.
    if (section.sso_session && !config.ssoSessions.has(section.sso_session)) {
      throw fail(
        'PROFILE_BROKEN',
        `Profile ${profile} names sso_session = ${section.sso_session}, and no such section exists.`,
        { profile },
      );
    }
    checkRoleChain(config, profile);
    const paths = configPaths(host.env);
    const endpoint = configuredEndpoint(config, section, 'sts');
    try {
      return await fromIni({
        profile,
        filepath: paths.credentials,
        configFilepath: paths.config,
        ignoreCache: true,
        clientConfig: { region: section.region ?? 'us-east-1', ...(endpoint ? { endpoint } : {}) },
      })();
    } catch (error) {
      if (isFailure(error)) throw error;
      throw toCredentialsFailure(error, { profile, section });
    }
  };

  return async (profile) => {
    if (profile === sandboxProfile) return { accessKeyId: 'sandbox', secretAccessKey: 'sandbox' };
    const { config } = await book.section(profile);
    const entry = known.get(profile);
    if (entry?.config === config) {
      const credentials = await entry.credentials;
      if (!credentials.expiration || credentials.expiration.getTime() - margin > host.clock.now())
        return credentials;
      // Several callers may find them ended: only the first replaces the entry.
      if (known.get(profile) !== entry) return known.get(profile)!.credentials;
    }
    const credentials = resolve(profile);
    known.set(profile, { config, credentials });
    // A failure is not kept, so that the next call tries again after a sign-in.
    credentials.catch(() => {
      if (known.get(profile)?.credentials === credentials) known.delete(profile);
    });
    return credentials;
  };
}
