import { z } from 'zod';
import { failure } from './failure.ts';
import { destroy, read, scope, stream, write } from './procedure.ts';

/** How careful the console is with a profile; real AWS starts as `confirm`. */
export const guard = z.enum(['open', 'confirm', 'read-only']);
/** See {@link guard}. */
export type Guard = z.infer<typeof guard>;

/** The environment a profile stands for; decides its word, icon and colour. */
export const environment = z.enum(['production', 'staging', 'sandbox', 'other']);
/** See {@link environment}. */
export type Environment = z.infer<typeof environment>;

/** A profile as the page sees it: never a key, a token or a secret. */
export const profile = z.object({
  name: z.string(),
  /** `sandbox`: Spillway's own endpoint; `aws`: calls AWS; `endpoint`: calls a server of another address. */
  kind: z.enum(['sandbox', 'aws', 'endpoint']),
  /** Where it is written: with us, in the AWS files, in the environment (`AWS_ACCESS_KEY_ID` ...), or made in Spillway. */
  origin: z.enum(['sandbox', 'files', 'environment', 'own']),
  label: z.string(),
  environment,
  /** CSS colour of the user's choice, or null for the environment's own. */
  colour: z.string().nullable(),
  guard,
  mayPeek: z.boolean(),
  /** Regions in view, the default one first. */
  regions: z.array(z.string()),
  /** How the profile signs in, in the words of the AWS files; listing runs nothing. */
  credentials: z.enum([
    'sandbox',
    /** Keys in the OS keychain, made in Spillway. */
    'keychain',
    'static',
    'sso',
    'assume-role',
    'process',
    'web-identity',
    /** The container's own role, from the environment (ECS, EKS). */
    'container',
    'login',
    'none',
  ]),
  /** The endpoint that calls go to when it is not AWS's own. */
  endpoint: z.string().nullable(),
  /** The role that is assumed or signed in to, as written; null when none is named. */
  role: z.string().nullable(),
  /** The account that the files name (SSO, role ARN) without any call; null when unknown. */
  account: z.string().nullable(),
  /** The MFA device that a sign-in asks a code of; null when none does. */
  mfaSerial: z.string().nullable(),
});
/** See {@link profile}. */
export type Profile = z.infer<typeof profile>;

/** Who the credentials are, from STS GetCallerIdentity. */
export const identity = z.object({
  account: z.string(),
  arn: z.string(),
  userId: z.string(),
  /** The role behind an assumed-role ARN, without its session; null for users and root. */
  role: z.string().nullable(),
  region: z.string(),
  /** The endpoint that SQS calls go to. */
  endpoint: z.string(),
  /** The endpoint of each service, as it was resolved. */
  endpoints: z.record(z.string(), z.string()),
  /** When the credentials end (epoch ms), null when they do not. */
  expiresAt: z.number().nullable(),
});
/** See {@link identity}. */
export type Identity = z.infer<typeof identity>;

/** Keys as they are typed; they travel once, page to backend, and never back. */
export const typedKeys = z.object({
  accessKeyId: z.string().trim().min(1).max(128),
  secretAccessKey: z.string().trim().min(1).max(256),
  sessionToken: z.string().trim().min(1).max(4096).optional(),
});

const http = z.url({ protocol: /^https?$/, error: 'An endpoint is written like http://localhost:4566.' });

/** What a profile of Spillway's own is made of, keys aside. */
export const ownProfile = z.object({
  /** Where calls go: null for AWS itself. */
  endpoint: http.nullable(),
  /** Endpoints of single services, in place of `endpoint`. */
  services: z
    .partialRecord(z.enum(['sqs', 'sns', 'sts', 'cloudwatch', 's3', 'kms', 'scheduler']), http)
    .default({}),
  /** A role to assume with the keys, with the MFA device that it asks for. */
  roleArn: z.string().startsWith('arn:').nullable().default(null),
  externalId: z.string().min(2).max(1224).nullable().default(null),
  mfaSerial: z.string().min(9).max(256).nullable().default(null),
});
/** See {@link ownProfile}. */
export type OwnProfile = z.infer<typeof ownProfile>;

const ownName = z
  .string()
  .trim()
  .regex(/^[\w.@-]{1,64}$/, 'A name has up to 64 letters, digits and . _ @ -');

/** Whether an endpoint offers an AWS action, as far as asking could tell. */
export const capability = z.object({
  service: z.enum(['sqs', 'sns', 'sts', 'cloudwatch', 's3', 'kms', 'scheduler']),
  /** AWS's name, such as `StartMessageMoveTask`. */
  action: z.string(),
  /** `unknown`: the endpoint could not be asked, or answered something that says neither. */
  state: z.enum(['offered', 'lacking', 'unknown']),
  /** The endpoint's own words when it lacks the action. */
  answer: z.string().nullable(),
});
/** See {@link capability}. */
export type Capability = z.infer<typeof capability>;

/** Calls to AWS within the last minute, of one scope. */
export const callCount = z.object({ scope, calls: z.number(), throttled: z.number(), failed: z.number() });
/** See {@link callCount}. */
export type CallCount = z.infer<typeof callCount>;

/** What is wrong with an AWS file. Never quotes a setting's value: it could be a secret. */
export const fileProblem = z.object({
  file: z.string(),
  /** The line that is wrong, from 1; null when it is no single line. */
  line: z.number().nullable(),
  code: z.enum([
    'mark',
    'unclosed',
    'outside',
    'noSetting',
    'proto',
    'profileWord',
    'badName',
    'noProfileWord',
    'unreadable',
    /** `values.profile` names `values.target` under `values.key`, and there is no such section. */
    'noSection',
    'badEndpoint',
    'hiddenBySandbox',
    'hiddenByOwn',
  ]),
  /** What the sentence names: `section`, `profile`, `key`, `target`, or `words` of the system. */
  values: z.record(z.string(), z.string()),
  /** All of it in English. */
  message: z.string(),
});
/** See {@link fileProblem}. */
export type FileProblem = z.infer<typeof fileProblem>;

/** Why keys are kept in memory only. */
export const keychainTrouble = z.enum(['absent', 'empty', 'locked', 'unsupported', 'refused']);
/** See {@link keychainTrouble}. */
export type KeychainTrouble = z.infer<typeof keychainTrouble>;

export const profiles = {
  /** All profiles: the sandbox first, then those of the AWS files. Runs no program and makes no call. */
  list: read(
    z.object({}),
    z.object({
      profiles: z.array(profile),
      /** What is wrong with the AWS files; the readable profiles are listed all the same. */
      problems: z.array(fileProblem),
    }),
  ),
  /** Connects and says who one is: GetCallerIdentity, with the endpoints that were resolved. */
  identify: read(z.object({ scope }), identity),
  /** Who one is in each scope, as far as connecting has told already; makes no call. */
  known: read(
    z.object({}),
    z.array(z.object({ scope, identity: identity.nullable(), failure: failure.nullable() })),
  ),
  /**
   * Signs in with an MFA code: assumes the profile's role once, and keeps the session in memory until it ends.
   * The code is used for this one call and kept nowhere.
   */
  signIn: write(
    z.object({ profile: z.string().min(1), mfaCode: z.string().regex(/^\d{6}$/, 'A code has six digits.') }),
    z.object({ expiresAt: z.number().nullable() }),
    { resource: 'profile', touches: ['queues', 'topics'] },
  ),
  /**
   * Makes a profile of Spillway's own. Keys go to the OS keychain, else to memory (see `keychain`).
   * ALREADY_EXISTS when any profile has the name.
   */
  create: write(
    z.object({
      profile: ownName,
      own: ownProfile,
      keys: typedKeys,
      regions: z.array(scope.shape.region).min(1).max(40),
    }),
    profile,
    { resource: 'profile' },
  ),
  /** Changes a profile of Spillway's own; keys stay when they are not given. */
  change: write(
    z.object({ profile: z.string().min(1), own: ownProfile.optional(), keys: typedKeys.optional() }),
    profile,
    { resource: 'profile', touches: ['queues', 'topics'] },
  ),
  /** What a profile of Spillway's own is made of, to edit it; never its keys. */
  own: read(z.object({ profile: z.string().min(1) }), ownProfile.extend({ hasKeys: z.boolean() })),
  /** Removes a profile of Spillway's own, its keys and all that was kept of it. */
  remove: destroy(z.object({ profile: z.string().min(1) }), z.object({}), {
    resource: 'profile',
    touches: ['messages', 'captures', 'queues', 'topics'],
  }),
  /** Forgets everything kept of a profile (messages, identity, choices), and leaves the profile itself. */
  forget: destroy(z.object({ profile: z.string().min(1) }), z.object({ messages: z.number() }), {
    resource: 'profile',
    touches: ['messages', 'captures', 'queues', 'topics'],
  }),
  /** Where keys are kept, and why not in the keychain. */
  keychain: read(
    z.object({}),
    z.object({
      kind: z.enum(['keychain', 'memory']),
      /** Null for a keychain. */
      trouble: keychainTrouble.nullable(),
      /** The trouble in English, with the system's own words where it is `refused`. */
      reason: z.string().nullable(),
    }),
  ),
  /** What the endpoint of a scope offers and lacks: asked once with harmless calls, then remembered; `refresh` asks again. */
  capabilities: read(
    z.object({ scope, refresh: z.boolean().default(false) }),
    z.object({ checkedAt: z.number().nullable(), capabilities: z.array(capability) }),
  ),
  /** Calls within the last minute, by scope; an event at most once a second, when something changed. */
  activity: stream(read(z.object({}), z.array(callCount))),
  /** Changes how the console treats a profile. Only the given fields change. */
  configure: write(
    z.object({
      profile: z.string().min(1),
      label: z.string().trim().min(1).max(80).optional(),
      environment: environment.optional(),
      colour: z
        .string()
        .regex(/^#[0-9a-fA-F]{6}$/)
        .nullable()
        .optional(),
      guard: guard.optional(),
      mayPeek: z.boolean().optional(),
      regions: z.array(scope.shape.region).min(1).max(40).optional(),
    }),
    profile,
    { resource: 'profile', touches: ['queues', 'topics'] },
  ),
};
