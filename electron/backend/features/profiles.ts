import type { SQSClient } from '@aws-sdk/client-sqs';
import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import type { Identity } from '../../contract/profiles.ts';
import { isFailure } from '../failures.ts';
import type { Handlers } from '../handlers.ts';
import type { Services } from '../services.ts';

/** Profiles: listing, signing in, and how the console treats them. */
export function createProfilesHandlers({
  profiles,
  clients,
  credentialsOf,
  store,
}: Services): Handlers<'profiles'> {
  return {
    list: () => profiles.list(),

    async identify({ scope }, { signal }) {
      const credentials = await credentialsOf(scope.profile);
      const endpoint = await profiles.endpoint(scope.profile, 'sqs');
      const about: Pick<Identity, 'region' | 'endpoint' | 'expiresAt'> = {
        region: scope.region,
        endpoint: endpoint ?? (await awsEndpoint(await clients.sqs(scope), scope.region)),
        expiresAt: credentials.expiration?.getTime() ?? null,
      };
      const sts = await clients.sts(scope);
      try {
        const { Account, Arn, UserId } = await sts.send(new GetCallerIdentityCommand({}), {
          abortSignal: signal,
        });
        return { account: Account ?? '', arn: Arn ?? '', userId: UserId ?? '', ...about };
      } catch (error) {
        // An emulator without STS: nobody can say who one is there, and nothing depends on it.
        if (endpoint && isFailure(error) && error.code === 'UNSUPPORTED') {
          return { account: '', arn: '', userId: '', ...about };
        }
        throw error;
      }
    },

    async configure({ profile, label, environment, colour, guard, mayPeek, regions }, { note }) {
      const before = await profiles.get(profile);
      store.profileMeta.set(profile, { label, environment, colour, guard, mayPeek, regions });
      const after = await profiles.get(profile);
      if (before.guard !== after.guard) note({ guardBefore: before.guard, guardAfter: after.guard });
      return after;
    },
  };
}

/** Where the SDK sends the calls of a profile without an endpoint of its own. */
async function awsEndpoint({ config }: SQSClient, Region: string): Promise<string> {
  const [UseFIPS, UseDualStack] = await Promise.all([
    config.useFipsEndpoint(),
    config.useDualstackEndpoint(),
  ]);
  return config.endpointProvider({ Region, UseFIPS, UseDualStack }).url.origin;
}
