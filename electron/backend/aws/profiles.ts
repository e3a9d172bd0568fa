import type { FileProblem, Profile } from '../../contract/profiles.ts';
import { fail } from '../failures.ts';
import type { Host } from '../host.ts';
import type { OwnRow } from '../store/own-profiles.ts';
import type { ProfileMeta } from '../store/profile-meta.ts';
import type { Store } from '../store/store.ts';
import { toProblem } from './config-problems.ts';
import { configuredEndpoint, environmentEndpoint, ownEndpoint, type Service } from './endpoints.ts';
import { environmentKind, environmentProfile } from './environment.ts';
import { configPaths, createSharedConfig, type Section, type SharedConfig } from './shared-config.ts';
import { toEnvironmentProfile, toFileProfile, toOwnProfile } from './to-profile.ts';

/** Name of the profile that is Spillway's own endpoint. */
export const sandboxProfile = 'sandbox';

/** Variants of AWS's endpoints, as the SDK's clients take them. */
export interface EndpointVariant {
  useFipsEndpoint: boolean;
  useDualstackEndpoint: boolean;
}

/** Where a profile is written, and what is written there. */
export type ProfileSource =
  | { origin: 'sandbox' }
  | { origin: 'own'; row: OwnRow }
  | { origin: 'files'; section: Section; config: SharedConfig }
  | { origin: 'environment'; kind: NonNullable<ReturnType<typeof environmentKind>> };

/** The profiles of the AWS files, of the environment and Spillway's own. */
export interface ProfileBook {
  /** Never rejects for what the AWS files say: what is wrong is listed. */
  list(): Promise<{ profiles: Profile[]; problems: FileProblem[] }>;
  /** @throws PROFILE_NOT_FOUND */
  get(name: string): Promise<Profile>;
  /** What is written of a profile, wherever that is. @throws PROFILE_NOT_FOUND */
  source(name: string): Promise<ProfileSource>;
  /** Changes whenever what is written of a profile may have changed, its keys included. */
  stamp(name: string): Promise<string>;
  /** Where the calls of a profile go; undefined for AWS's own endpoint. */
  endpoint(name: string, service: Service): Promise<string | undefined>;
  /** Which variant of AWS's own endpoints a profile uses; the SDK would take it from AWS_PROFILE for all. */
  variant(name: string): Promise<EndpointVariant>;
}

/** The profile book of a host. */
export function createProfileBook(
  host: Host,
  { profileMeta, ownProfiles }: Pick<Store, 'profileMeta' | 'ownProfiles'>,
): ProfileBook {
  const load = createSharedConfig(host.env);

  // One order everywhere: the sandbox, what was made in Spillway, the AWS files, the environment.
  const source: ProfileBook['source'] = async (name) => {
    if (name === sandboxProfile) return { origin: 'sandbox' };
    const row = ownProfiles.get(name);
    if (row) return { origin: 'own', row };
    const config = await load();
    const section = config.profiles.get(name);
    if (section) return { origin: 'files', section, config };
    const kind = name === environmentProfile ? environmentKind(host.env) : null;
    if (kind) return { origin: 'environment', kind };
    throw fail('PROFILE_NOT_FOUND', `No profile named ${name} exists.${unread(config)}`, { profile: name });
  };

  const toProfile = (name: string, found: ProfileSource, meta: ProfileMeta): Profile => {
    switch (found.origin) {
      case 'sandbox':
        return sandbox(host, meta);
      case 'own':
        return toOwnProfile(found.row, meta);
      case 'files':
        return toFileProfile(name, found.section, found.config, meta, host.env);
      case 'environment':
        return toEnvironmentProfile(name, found.kind, meta, host.env);
    }
  };

  return {
    source,
    async list() {
      const config = await load();
      const known = profileMeta.all();
      const problems = [...config.problems];
      const sources = new Map<string, ProfileSource>([[sandboxProfile, { origin: 'sandbox' }]]);
      for (const row of ownProfiles.all()) sources.set(row.name, { origin: 'own', row });
      for (const [name, section] of config.profiles) {
        const hider = sources.get(name);
        if (!hider) sources.set(name, { origin: 'files', section, config });
        else problems.push(hidden(configPaths(host.env).config, name, hider));
      }
      const kind = environmentKind(host.env);
      if (kind && !sources.has(environmentProfile))
        sources.set(environmentProfile, { origin: 'environment', kind });
      return {
        profiles: [...sources].map(([name, found]) => toProfile(name, found, known.get(name) ?? {})),
        problems,
      };
    },
    get: async (name) => toProfile(name, await source(name), profileMeta.get(name)),
    async stamp(name) {
      const found = await source(name);
      if (found.origin === 'own') return `${found.row.id} ${found.row.revision}`;
      return found.origin === 'files' ? found.config.stamp : found.origin;
    },
    async endpoint(name, service) {
      const found = await source(name);
      switch (found.origin) {
        case 'sandbox':
          if (host.sandbox) return host.sandbox.endpoint;
          throw fail('NETWORK', 'The sandbox does not run in this host.', { profile: name });
        case 'own':
          return ownEndpoint(found.row.own, service);
        case 'files':
          return configuredEndpoint(found.config, found.section, service);
        case 'environment':
          return environmentEndpoint(host.env, service);
      }
    },
    async variant(name) {
      const found = await source(name);
      const isOn = (key: string, variable: string): boolean => {
        if (found.origin === 'files') return found.section[key]?.toLowerCase() === 'true';
        return found.origin === 'environment' && host.env[variable]?.toLowerCase() === 'true';
      };
      return {
        useFipsEndpoint: isOn('use_fips_endpoint', 'AWS_USE_FIPS_ENDPOINT'),
        useDualstackEndpoint: isOn('use_dualstack_endpoint', 'AWS_USE_DUALSTACK_ENDPOINT'),
      };
    },
  };
}

/** What of the AWS files could not be read, by file and line: the profile may stand there. */
function unread({ problems }: SharedConfig): string {
  const told = problems.slice(0, 3).map(({ file, message }) => `${file}: ${message}`);
  return told.length === 0 ? '' : ` Parts of the AWS files could not be read: ${told.join(' ')}`;
}

function hidden(file: string, profile: string, by: ProfileSource): FileProblem {
  return toProblem(file, by.origin === 'sandbox' ? 'hiddenBySandbox' : 'hiddenByOwn', { profile });
}

function sandbox(host: Host, meta: ProfileMeta): Profile {
  return {
    name: sandboxProfile,
    kind: 'sandbox',
    origin: 'sandbox',
    label: meta.label ?? 'Sandbox',
    environment: meta.environment ?? 'sandbox',
    colour: meta.colour ?? null,
    guard: meta.guard ?? 'open',
    mayPeek: meta.mayPeek ?? false,
    regions: meta.regions ?? ['us-east-1'],
    credentials: 'sandbox',
    endpoint: host.sandbox?.endpoint ?? null,
    role: null,
    account: null,
    mfaSerial: null,
  };
}
