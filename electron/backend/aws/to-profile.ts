import { parseArn } from '../../domain/arn.ts';
import type { Environment, Profile } from '../../contract/profiles.ts';
import type { Host } from '../host.ts';
import type { OwnRow } from '../store/own-profiles.ts';
import type { ProfileMeta } from '../store/profile-meta.ts';
import {
  configuredEndpoint,
  environmentEndpoint,
  isLoopback,
  ownEndpoint,
  type Service,
} from './endpoints.ts';
import { mfaOfChain } from './role-chain.ts';
import type { Section, SharedConfig } from './shared-config.ts';

type Facts = Pick<Profile, 'name' | 'origin' | 'credentials' | 'role' | 'account' | 'mfaSerial'>;

/** A profile of the AWS files. */
export function toFileProfile(
  name: string,
  section: Section,
  config: SharedConfig,
  meta: ProfileMeta,
  env: Host['env'],
): Profile {
  const facts: Facts = {
    name,
    origin: 'files',
    credentials: kindOf(section),
    role: section.role_arn || section.sso_role_name || null,
    account:
      section.sso_account_id ||
      accountOf(section.role_arn) ||
      section.aws_account_id ||
      accountOf(section.login_session),
    mfaSerial: mfaOfChain(config, name),
  };
  const region = section.region ?? regionOf(env);
  return treated(facts, meta, region, (service) => configuredEndpoint(config, section, service));
}

/** The profile of AWS_ACCESS_KEY_ID and its like. */
export function toEnvironmentProfile(
  name: string,
  credentials: Profile['credentials'],
  meta: ProfileMeta,
  env: Host['env'],
): Profile {
  const role = (credentials === 'web-identity' && env.AWS_ROLE_ARN) || null;
  const facts: Facts = {
    name,
    origin: 'environment',
    credentials,
    role,
    account: accountOf(role ?? undefined) ?? (env.AWS_ACCOUNT_ID || null),
    mfaSerial: null,
  };
  return treated(facts, meta, regionOf(env), (service) => environmentEndpoint(env, service));
}

/** A profile of Spillway's own. */
export function toOwnProfile({ name, own }: OwnRow, meta: ProfileMeta): Profile {
  const facts: Facts = {
    name,
    origin: 'own',
    credentials: 'keychain',
    role: own.roleArn,
    account: accountOf(own.roleArn ?? undefined),
    mfaSerial: own.roleArn ? own.mfaSerial : null,
  };
  return treated(facts, meta, 'us-east-1', (service) => ownEndpoint(own, service));
}

/** How the console treats a profile until the user says otherwise, and then as he said. */
function treated(
  facts: Facts,
  meta: ProfileMeta,
  region: string,
  endpointOf: (service: Service) => string | undefined,
): Profile {
  const endpoints = [endpointOf('sqs'), endpointOf('sns')];
  // Open only where neither service can reach AWS.
  const local = endpoints.every((endpoint) => endpoint !== undefined && isLoopback(endpoint));
  const endpoint = endpoints.find((found) => found !== undefined) ?? null;
  return {
    ...facts,
    kind: endpoint === null ? 'aws' : 'endpoint',
    label: meta.label ?? facts.name,
    environment: meta.environment ?? guessEnvironment(facts.name),
    colour: meta.colour ?? null,
    guard: meta.guard ?? (local ? 'open' : 'confirm'),
    mayPeek: meta.mayPeek ?? false,
    regions: meta.regions ?? [region],
    endpoint,
  };
}

const regionOf = (env: Host['env']): string => env.AWS_REGION || env.AWS_DEFAULT_REGION || 'us-east-1';

function accountOf(arn: string | undefined): string | null {
  return (arn && parseArn(arn)?.account) || null;
}

// Only a first label for the user to correct: nothing but looks hangs on it.
function guessEnvironment(name: string): Environment {
  if (/(^|[^a-z])prod(uction)?([^a-z]|$)/i.test(name)) return 'production';
  return /(^|[^a-z])stag(e|ing)?([^a-z]|$)/i.test(name) ? 'staging' : 'other';
}

// In the order in which the SDK looks.
function kindOf(section: Section): Profile['credentials'] {
  if (section.role_arn && (section.source_profile || section.credential_source)) return 'assume-role';
  if (section.aws_access_key_id && section.aws_secret_access_key) return 'static';
  if (section.web_identity_token_file && section.role_arn) return 'web-identity';
  if (section.credential_process) return 'process';
  if (section.sso_session || section.sso_start_url) return 'sso';
  return section.login_session ? 'login' : 'none';
}
