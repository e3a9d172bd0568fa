import { fromContainerMetadata, fromHttp } from '@aws-sdk/credential-providers';
import type { Host } from '../host.ts';
import type { Credentials } from './credentials.ts';

export function containerCredentials(env: Host['env']): Promise<Credentials> {
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
