import { fromIni, fromSSO, fromTokenFile } from '@aws-sdk/credential-providers';
import { fail } from '../failures.ts';
import type { Host } from '../host.ts';
import type { Transport } from './agents.ts';
import type { Credentials } from './credentials.ts';
import { configPaths, type SharedConfig } from './shared-config.ts';

/** Settings of the STS client that a provider makes. */
export interface StsConfig {
  region: string;
  endpoint?: string;
  requestHandler: Transport;
}

/** What a profile of the AWS files says of itself, roles aside. */
export async function fileCredentials(
  host: Host,
  config: SharedConfig,
  profile: string,
  clientConfig: StsConfig,
): Promise<Credentials> {
  const section = config.profiles.get(profile) ?? {};
  // The SDK fails on this with a bare TypeError.
  if (section.sso_session && !config.ssoSessions.has(section.sso_session)) {
    throw fail(
      'PROFILE_BROKEN',
      `Profile ${profile} names sso_session = ${section.sso_session}, and no such section exists.`,
      { profile },
    );
  }
  if (section.aws_access_key_id && section.aws_secret_access_key) {
    return {
      accessKeyId: section.aws_access_key_id,
      secretAccessKey: section.aws_secret_access_key,
      ...(section.aws_session_token ? { sessionToken: section.aws_session_token } : {}),
    };
  }
  // Not through fromIni, which asks AWS's own STS for these, whatever the profile's endpoint and region.
  if (section.web_identity_token_file && section.role_arn) {
    return fromTokenFile({
      webIdentityTokenFile: section.web_identity_token_file,
      roleArn: section.role_arn,
      roleSessionName: section.role_session_name || 'spillway',
      clientConfig,
    })();
  }
  const paths = configPaths(host.env);
  const files = { profile, filepath: paths.credentials, configFilepath: paths.config, ignoreCache: true };
  const { endpoint: _sts, region, requestHandler } = clientConfig;
  if (!section.credential_process && (section.sso_session || section.sso_start_url)) {
    // Not through fromIni either: it reads the SDK's own paths here, and asks the portal of the profile's region,
    // where the session may not exist.
    const portal = section.services ? config.services.get(section.services)?.['sso.endpoint_url'] : undefined;
    return fromSSO({ ...files, clientConfig: { requestHandler, ...(portal ? { endpoint: portal } : {}) } })();
  }
  // Whatever is called from here on is not STS.
  return fromIni({ ...files, clientConfig: { region, requestHandler } })();
}
