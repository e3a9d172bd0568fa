import { fail } from '../failures.ts';
import type { Host } from '../host.ts';
import type { Credentials } from './credentials.ts';

export function environmentKeys(env: Host['env'], profile: string): Credentials {
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
