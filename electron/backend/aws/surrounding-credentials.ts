import { fromInstanceMetadata, fromTokenFile } from '@aws-sdk/credential-providers';
import { fail } from '../failures.ts';
import type { Host } from '../host.ts';
import type { Credentials } from './credentials.ts';
import type { environmentKind } from './environment.ts';
import { environmentKeys } from './environment-keys.ts';
import { containerCredentials } from './container-credentials.ts';
import type { StsConfig } from './first-credentials.ts';

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
