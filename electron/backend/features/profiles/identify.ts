import { GetCallerIdentityCommand } from '@aws-sdk/client-sts';
import type { Failure } from '../../../contract/failure.ts';
import type { Scope } from '../../../contract/procedure.ts';
import type { Identity } from '../../../contract/profiles.ts';
import { parseArn } from '../../../domain/arn.ts';
import { isFailure, toFailure } from '../../failures.ts';
import type { Call, Handlers } from '../../handlers.ts';
import type { Services } from '../../services.ts';

type Theirs = Handlers<'profiles'>;

/** Connecting, and what it told. */
export interface Identify {
  identify: Theirs['identify'];
  known: Theirs['known'];
  forget(profile: string): void;
}

/** Says who one is, and remembers it: identities on disk, failures as long as the process runs. */
export function createIdentify(services: Services): Identify {
  const { profiles, store } = services;
  const failed = new Map<string, { scope: Scope; failure: Failure }>();
  const keyOf = ({ profile, region }: Scope): string => `${profile}\n${region}`;

  return {
    async identify({ scope }, call) {
      try {
        const identity = await ask(services, scope, call);
        failed.delete(keyOf(scope));
        store.identities.set(scope, identity);
        return identity;
      } catch (error) {
        if (isFailure(error) && error.code !== 'CANCELLED')
          failed.set(keyOf(scope), { scope, failure: toFailure(error) });
        throw error;
      }
    },
    async known() {
      const names = new Set((await profiles.list()).profiles.map(({ name }) => name));
      const all = new Map<string, { scope: Scope; identity: Identity | null; failure: Failure | null }>();
      for (const { scope, identity } of store.identities.all())
        all.set(keyOf(scope), { scope, identity, failure: null });
      for (const [key, { scope, failure }] of failed)
        all.set(key, { scope, identity: all.get(key)?.identity ?? null, failure });
      return [...all.values()].filter(({ scope }) => names.has(scope.profile));
    },
    forget(profile) {
      store.identities.remove(profile);
      for (const [key, { scope }] of failed) if (scope.profile === profile) failed.delete(key);
    },
  };
}

async function ask(
  { profiles, clients, credentialsOf }: Services,
  scope: Scope,
  { signal }: Call,
): Promise<Identity> {
  const credentials = await credentialsOf(scope.profile);
  const endpoints = await clients.endpoints(scope);
  const about = {
    region: scope.region,
    endpoint: endpoints.sqs ?? '',
    endpoints,
    expiresAt: credentials.expiration?.getTime() ?? null,
  };
  const sts = await clients.sts(scope);
  try {
    const { Account, Arn, UserId } = await sts.send(new GetCallerIdentityCommand({}), {
      abortSignal: signal,
    });
    return {
      account: Account ?? '',
      arn: Arn ?? '',
      userId: UserId ?? '',
      role: roleOf(Arn ?? ''),
      ...about,
    };
  } catch (error) {
    // An emulator without STS: nobody can say who one is there, and nothing depends on it.
    const own = await profiles.endpoint(scope.profile, 'sts');
    if (own && isFailure(error) && error.code === 'UNSUPPORTED') {
      return { account: '', arn: '', userId: '', role: null, ...about };
    }
    throw error;
  }
}

/** `arn:aws:sts::1:assumed-role/Name/session`: the name. */
function roleOf(arn: string): string | null {
  const [kind, name] = parseArn(arn)?.resource.split('/') ?? [];
  return kind === 'assumed-role' ? (name ?? null) : null;
}
