import { readFile, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';
import { loadSharedConfigFiles } from '@smithy/core/config';
import type { FileProblem } from '../../contract/profiles.ts';
import type { Host } from '../host.ts';
import { findProblems, toProblem } from './config-problems.ts';

/** Keys of one section; nested blocks as `sqs.endpoint_url`. */
export type Section = Record<string, string | undefined>;

/** What the AWS files say. Reading them runs nothing and makes no call. */
export interface SharedConfig {
  /** Changes with the files. */
  stamp: string;
  /** By profile name; the credentials file wins key by key. */
  profiles: ReadonlyMap<string, Section>;
  ssoSessions: ReadonlyMap<string, Section>;
  services: ReadonlyMap<string, Section>;
  problems: readonly FileProblem[];
}

/** The paths of the two files, as the AWS tools find them. */
export function configPaths(env: Host['env']): { config: string; credentials: string } {
  const home = env.HOME ?? env.USERPROFILE ?? homedir();
  const find = (named: string | undefined, name: string): string => {
    if (!named) return path.join(home, '.aws', name);
    return named.startsWith('~/') ? path.join(home, named.slice(2)) : named;
  };
  return {
    config: find(env.AWS_CONFIG_FILE, 'config'),
    credentials: find(env.AWS_SHARED_CREDENTIALS_FILE, 'credentials'),
  };
}

/** Gives the AWS files' content; the same object again until a file changes. Never rejects. */
export function createSharedConfig(env: Host['env']): () => Promise<SharedConfig> {
  const paths = configPaths(env);
  let known: { stamp: string; config: Promise<SharedConfig> } | undefined;
  return async () => {
    const stamp = (await Promise.all([paths.config, paths.credentials].map(stampOf))).join(' ');
    if (known?.stamp !== stamp) known = { stamp, config: load(paths, stamp) };
    return known.config;
  };
}

async function stampOf(file: string): Promise<string> {
  try {
    const { mtimeMs, size, ino } = await stat(file);
    return `${mtimeMs}/${size}/${ino}`;
  } catch (error) {
    return String((error as NodeJS.ErrnoException).code);
  }
}

async function load(
  { config, credentials }: { config: string; credentials: string },
  stamp: string,
): Promise<SharedConfig> {
  const files = await loadSharedConfigFiles({
    configFilepath: config,
    filepath: credentials,
    ignoreCache: true,
  });
  const profiles = new Map<string, Section>();
  const ssoSessions = new Map<string, Section>();
  const services = new Map<string, Section>();
  for (const [name, section] of Object.entries(files.configFile ?? {})) {
    // The loader gives sso-session and services sections as if they were profiles.
    if (name.startsWith('sso-session.')) ssoSessions.set(name.slice('sso-session.'.length), section);
    else if (name.startsWith('services.')) services.set(name.slice('services.'.length), section);
    else profiles.set(name, section);
  }
  for (const [name, section] of Object.entries(files.credentialsFile ?? {})) {
    profiles.set(name, { ...profiles.get(name), ...section });
  }
  const problems = [
    ...(await problemsOf(config, 'config')),
    ...(await problemsOf(credentials, 'credentials')),
    ...brokenLinks(config, { profiles, ssoSessions, services }),
  ];
  return { stamp, profiles, ssoSessions, services, problems };
}

async function problemsOf(file: string, kind: 'config' | 'credentials'): Promise<FileProblem[]> {
  try {
    return findProblems(file, kind, await readFile(file, 'utf8'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    const words = error instanceof Error ? error.message : String(error);
    return [toProblem(file, 'unreadable', { words })];
  }
}

function brokenLinks(file: string, config: Omit<SharedConfig, 'problems' | 'stamp'>): FileProblem[] {
  const problems: FileProblem[] = [];
  for (const [name, section] of config.profiles) {
    const links: Array<[string, string | undefined, ReadonlyMap<string, Section>]> = [
      ['sso_session', section.sso_session, config.ssoSessions],
      ['services', section.services, config.services],
      ['source_profile', section.source_profile, config.profiles],
    ];
    for (const [key, target, known] of links) {
      if (target && !known.has(target)) {
        problems.push(toProblem(file, 'noSection', { profile: name, key, target }));
      }
    }
    if (section.endpoint_url && !URL.canParse(section.endpoint_url)) {
      problems.push(toProblem(file, 'badEndpoint', { profile: name }));
    }
  }
  return problems;
}
