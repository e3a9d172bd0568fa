import type { Host } from '../host.ts';
import type { Vault } from '../secrets/vault.ts';
import { createAgents } from './agents.ts';
import { toCredentialsFailure } from './credentials-failure.ts';
import type { Credentials } from './credentials.ts';
import { fileCredentials, type StsConfig } from './first-credentials.ts';
import { ownCredentials } from './own-credentials.ts';
import { environmentCredentials, surroundingCredentials } from './surrounding-credentials.ts';
import type { ProfileBook } from './profiles.ts';
import { roleChainOf, type RoleStep } from './role-chain.ts';

/** The way to a profile's credentials: where the first ones come from, and the roles from there. */
export interface Way {
  /** Changes when what is written of the profile does. */
  stamp: string;
  steps: RoleStep[];
  sts: StsConfig;
  first(): Promise<Credentials>;
  /** Puts what a provider threw into words. */
  explain(thrown: unknown): unknown;
}

const answerTimeout = 20_000;

/** Finds the ways of all profiles. Finding one runs nothing and makes no call. */
export function createWays(host: Host, book: ProfileBook, vault: Vault): (profile: string) => Promise<Way> {
  const agents = createAgents(host.env, answerTimeout);

  const written = async (profile: string): Promise<Omit<Way, 'stamp'>> => {
    const source = await book.source(profile);
    const endpoint = await book.endpoint(profile, 'sts');
    const sts = (region: string): StsConfig => ({
      region,
      ...(endpoint ? { endpoint } : {}),
      requestHandler: agents.transport(endpoint),
    });
    const plain = {
      steps: [],
      explain: (thrown: unknown) => toCredentialsFailure(thrown, { profile, section: {} }),
    };
    switch (source.origin) {
      case 'sandbox': {
        const keys: Credentials = { accessKeyId: 'sandbox', secretAccessKey: 'sandbox' };
        return { ...plain, sts: sts('us-east-1'), first: () => Promise.resolve(keys) };
      }
      case 'environment': {
        const region = (await book.get(profile)).regions[0] ?? 'us-east-1';
        const { kind } = source;
        return {
          ...plain,
          sts: sts(region),
          first: () => environmentCredentials(host, kind, profile, sts(region)),
        };
      }
      case 'own': {
        const { row } = source;
        const { roleArn, externalId, mfaSerial } = row.own;
        const role = { profile, sessionName: undefined, duration: undefined };
        return {
          ...plain,
          sts: sts((await book.get(profile)).regions[0] ?? 'us-east-1'),
          steps: roleArn
            ? [{ ...role, roleArn, externalId: externalId ?? undefined, mfaSerial: mfaSerial ?? undefined }]
            : [],
          first: () => ownCredentials(vault, row),
        };
      }
      case 'files': {
        const { config, section } = source;
        const { first, steps } = roleChainOf(config, profile);
        const client = sts(section.region ?? host.env.AWS_REGION ?? 'us-east-1');
        return {
          steps,
          sts: client,
          first: () =>
            'surrounding' in first
              ? surroundingCredentials(host, first.surrounding, first.profile)
              : fileCredentials(host, config, first.profile, client),
          explain: (thrown) =>
            toCredentialsFailure(thrown, {
              profile: first.profile,
              section: config.profiles.get(first.profile) ?? {},
            }),
        };
      }
    }
  };

  // The stamp first: a change between the two is then seen as one.
  return async (profile) => ({ stamp: await book.stamp(profile), ...(await written(profile)) });
}
