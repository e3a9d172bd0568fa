import type { Profile } from '../../contract/profiles.ts';
import type { Host } from '../host.ts';

/** Name of the profile that the environment variables make. */
export const environmentProfile = 'environment';

/** How the environment signs in, in the order in which the SDK looks; null when it says nothing. Runs nothing. */
export function environmentKind(
  env: Host['env'],
): Extract<Profile['credentials'], 'static' | 'web-identity' | 'container'> | null {
  if (env.AWS_ACCESS_KEY_ID && env.AWS_SECRET_ACCESS_KEY) return 'static';
  if (env.AWS_WEB_IDENTITY_TOKEN_FILE && env.AWS_ROLE_ARN) return 'web-identity';
  return env.AWS_CONTAINER_CREDENTIALS_RELATIVE_URI || env.AWS_CONTAINER_CREDENTIALS_FULL_URI
    ? 'container'
    : null;
}
