import {
  fromContainerMetadata,
  fromHttp,
  fromIni,
  fromInstanceMetadata,
  fromSSO,
  fromTokenFile,
} from '@aws-sdk/credential-providers';
import { fail } from '../failures.ts';
import type { Host } from '../host.ts';
import type { OwnRow } from '../store/own-profiles.ts';
import { typedKeys } from '../../contract/profiles.ts';
import type { Vault } from '../secrets/vault.ts';
import type { Transport } from './agents.ts';
import type { Credentials } from './credentials.ts';
import type { environmentKind } from './environment.ts';
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

/** Credentials of the surrounding that `credential_source` names. */
export async function surroundingCredentials(
  { env }: Host,
  surrounding: string,
  profile: string,
): Promise<Credentials> {
  switch (surrounding) {
    case 'Environment':
      return environmentKeys(env, profile);
    case 'EcsContainer':
      return containerCredentials(env);
    case 'Ec2InstanceMetadata':
      return fromInstanceMetadata()();
    default:
      throw fail(
        'PROFILE_BROKEN',
        `Profile ${profile} names credential_source = ${surrounding}; it takes Environment, Ec2InstanceMetadata or EcsContainer.`,
        { profile },
      );
  }
}

/** Credentials of the environment itself. */
export async function environmentCredentials(
  { env }: Host,
  kind: NonNullable<ReturnType<typeof environmentKind>>,
  profile: string,
  clientConfig: StsConfig,
): Promise<Credentials> {
  if (kind === 'static') return environmentKeys(env, profile);
  if (kind === 'container') return containerCredentials(env);
  const read = fromTokenFile({
    webIdentityTokenFile: env.AWS_WEB_IDENTITY_TOKEN_FILE,
    roleArn: env.AWS_ROLE_ARN,
    roleSessionName: env.AWS_ROLE_SESSION_NAME || 'spillway',
    clientConfig,
  });
  return read();
}

/** Keys of a profile of Spillway's own. @throws CREDENTIALS_MISSING when this process cannot have them */
export async function ownCredentials(vault: Vault, { name, id }: OwnRow): Promise<Credentials> {
  const secret = await vault.get(secretName(id));
  const keys = secret === null ? undefined : typedKeys.safeParse(JSON.parse(secret));
  if (keys?.success) {
    const { accessKeyId, secretAccessKey, sessionToken } = keys.data;
    return { accessKeyId, secretAccessKey, ...(sessionToken ? { sessionToken } : {}) };
  }
  const { reason } = await vault.where();
  throw fail(
    'CREDENTIALS_MISSING',
    `The keys of profile ${name} are not at hand${reason ? `: without a keychain they are gone after a restart. ${reason} Or enter` : '. Enter'} the keys again.`,
    { profile: name },
  );
}

/** The name under which the keys of an own profile are kept. */
export const secretName = (id: string): string => `profile:${id}`;

function environmentKeys(env: Host['env'], profile: string): Credentials {
  const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey } = env;
  if (!accessKeyId || !secretAccessKey) {
    throw fail(
      'CREDENTIALS_MISSING',
      `Profile ${profile} takes its keys from AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, which are not set.`,
      { profile },
    );
  }
  const ends = Date.parse(env.AWS_CREDENTIAL_EXPIRATION ?? '');
  return {
    accessKeyId,
    secretAccessKey,
    ...(env.AWS_SESSION_TOKEN ? { sessionToken: env.AWS_SESSION_TOKEN } : {}),
    ...(Number.isNaN(ends) ? {} : { expiration: new Date(ends) }),
  };
}

function containerCredentials(env: Host['env']): Promise<Credentials> {
  const awsContainerCredentialsFullUri = env.AWS_CONTAINER_CREDENTIALS_FULL_URI;
  const awsContainerCredentialsRelativeUri = env.AWS_CONTAINER_CREDENTIALS_RELATIVE_URI;
  if (!awsContainerCredentialsFullUri && !awsContainerCredentialsRelativeUri)
    return fromContainerMetadata()();
  const read = fromHttp({
    ...(awsContainerCredentialsRelativeUri
      ? { awsContainerCredentialsRelativeUri }
      : { awsContainerCredentialsFullUri }),
    awsContainerAuthorizationToken: env.AWS_CONTAINER_AUTHORIZATION_TOKEN,
    awsContainerAuthorizationTokenFile: env.AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE,
  });
  return read();
}
