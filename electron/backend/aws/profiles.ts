import type { Environment, Profile } from '../../contract/profiles.ts';
import { fail } from '../failures.ts';
import type { Host } from '../host.ts';
import type { ProfileMeta, ProfileMetaStore } from '../store/profile-meta.ts';
import { configuredEndpoint, isLoopback, type Service } from './endpoints.ts';
import { configPaths, createSharedConfig, type Section, type SharedConfig } from './shared-config.ts';

/** Name of the profile that is Spillway's own endpoint. */
export const sandboxProfile = 'sandbox';

/** Variants of AWS's endpoints, as the SDK's clients take them. */
export interface EndpointVariant {
  useFipsEndpoint: boolean;
  useDualstackEndpoint: boolean;
}

/** The profiles of the AWS files and Spillway's own. */
export interface ProfileBook {
  /** Never rejects for what the AWS files say: what is wrong is listed. */
  list(): Promise<{ profiles: Profile[]; problems: Array<{ file: string; message: string }> }>;
  /** @throws PROFILE_NOT_FOUND */
  get(name: string): Promise<Profile>;
  /** What the AWS files say of a profile. @throws PROFILE_NOT_FOUND */
  section(name: string): Promise<{ section: Section; config: SharedConfig }>;
  /** Where the calls of a profile go; undefined for AWS's own endpoint. */
  endpoint(name: string, service: Service): Promise<string | undefined>;
  /** Which variant of AWS's own endpoints a profile uses; the SDK would take it from AWS_PROFILE for all. */
  variant(name: string): Promise<EndpointVariant>;
}

/** The profile book of a host. */
export function createProfileBook(host: Host, meta: ProfileMetaStore): ProfileBook {
  const load = createSharedConfig(host.env);

  const section: ProfileBook['section'] = async (name) => {
    const config = await load();
    const found = config.profiles.get(name);
    if (!found)
      throw fail('PROFILE_NOT_FOUND', `No profile named ${name} exists in the AWS files.`, { profile: name });
    return { section: found, config };
  };

  return {
    section,
    async list() {
      const config = await load();
      const known = meta.all();
      const profiles = [sandbox(host, known.get(sandboxProfile) ?? {})];
      const problems = [...config.problems];
      for (const [name, found] of config.profiles) {
        if (name !== sandboxProfile)
          profiles.push(toProfile(name, found, config, known.get(name) ?? {}, host.env));
        else
          problems.push({
            file: configPaths(host.env).config,
            message: `Profile ${name} is hidden by the sandbox's own.`,
          });
      }
      return { profiles, problems };
    },
    async get(name) {
      if (name === sandboxProfile) return sandbox(host, meta.get(name));
      const { section: found, config } = await section(name);
      return toProfile(name, found, config, meta.get(name), host.env);
    },
    async endpoint(name, service) {
      if (name === sandboxProfile) {
        if (host.sandbox) return host.sandbox.endpoint;
        throw fail('NETWORK', 'The sandbox does not run in this host.', { profile: name });
      }
      const { section: found, config } = await section(name);
      return configuredEndpoint(config, found, service);
    },
    async variant(name) {
      const found: Section = name === sandboxProfile ? {} : (await section(name)).section;
      const isOn = (key: string): boolean => found[key]?.toLowerCase() === 'true';
      return {
        useFipsEndpoint: isOn('use_fips_endpoint'),
        useDualstackEndpoint: isOn('use_dualstack_endpoint'),
      };
    },
  };
}

function sandbox(host: Host, meta: ProfileMeta): Profile {
  return {
    name: sandboxProfile,
    kind: 'sandbox',
    label: meta.label ?? 'Sandbox',
    environment: meta.environment ?? 'sandbox',
    colour: meta.colour ?? null,
    guard: meta.guard ?? 'open',
    mayPeek: meta.mayPeek ?? false,
    regions: meta.regions ?? ['us-east-1'],
    credentials: 'sandbox',
    endpoint: host.sandbox?.endpoint ?? null,
  };
}

function toProfile(
  name: string,
  section: Section,
  config: SharedConfig,
  meta: ProfileMeta,
  env: Host['env'],
): Profile {
  const endpoints = [configuredEndpoint(config, section, 'sqs'), configuredEndpoint(config, section, 'sns')];
  // Open only where neither service can reach AWS.
  const local = endpoints.every((endpoint) => endpoint !== undefined && isLoopback(endpoint));
  const endpoint = endpoints.find((found) => found !== undefined) ?? null;
  return {
    name,
    kind: endpoint === null ? 'aws' : 'endpoint',
    label: meta.label ?? name,
    environment: meta.environment ?? guessEnvironment(name),
    colour: meta.colour ?? null,
    guard: meta.guard ?? (local ? 'open' : 'confirm'),
    mayPeek: meta.mayPeek ?? false,
    regions: meta.regions ?? [section.region ?? env.AWS_REGION ?? env.AWS_DEFAULT_REGION ?? 'us-east-1'],
    credentials: credentialsKind(section),
    endpoint,
  };
}

// Only a first label for the user to correct: nothing but looks hangs on it.
function guessEnvironment(name: string): Environment {
  if (/(^|[^a-z])prod(uction)?([^a-z]|$)/i.test(name)) return 'production';
  return /(^|[^a-z])stag(e|ing)?([^a-z]|$)/i.test(name) ? 'staging' : 'other';
}

// In the order in which the SDK looks.
function credentialsKind(section: Section): Profile['credentials'] {
  if (section.role_arn && (section.source_profile || section.credential_source)) return 'assume-role';
  if (section.aws_access_key_id && section.aws_secret_access_key) return 'static';
  if (section.web_identity_token_file && section.role_arn) return 'web-identity';
  if (section.credential_process) return 'process';
  if (section.sso_session || section.sso_start_url) return 'sso';
  return section.login_session ? 'login' : 'none';
}
