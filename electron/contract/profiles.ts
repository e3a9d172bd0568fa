import { z } from 'zod';
import { read, scope, write } from './procedure.ts';

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
  /** `sandbox`: Spillway's own endpoint; `aws`: the AWS files; `endpoint`: an AWS file profile with its own endpoint_url. */
  kind: z.enum(['sandbox', 'aws', 'endpoint']),
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
    'static',
    'sso',
    'assume-role',
    'process',
    'web-identity',
    'login',
    'none',
  ]),
  /** The endpoint that calls go to when it is not AWS's own. */
  endpoint: z.string().nullable(),
});
/** See {@link profile}. */
export type Profile = z.infer<typeof profile>;

/** Who the credentials are, from STS GetCallerIdentity. */
export const identity = z.object({
  account: z.string(),
  arn: z.string(),
  userId: z.string(),
  region: z.string(),
  /** The endpoint that SQS calls go to. */
  endpoint: z.string(),
  /** When the credentials end (epoch ms), null when they do not. */
  expiresAt: z.number().nullable(),
});
/** See {@link identity}. */
export type Identity = z.infer<typeof identity>;

export const profiles = {
  /** All profiles: the sandbox first, then those of the AWS files. Runs no program and makes no call. */
  list: read(
    z.object({}),
    z.object({
      profiles: z.array(profile),
      /** What is wrong with the AWS files, in words; the readable profiles are listed all the same. */
      problems: z.array(z.object({ file: z.string(), message: z.string() })),
    }),
  ),
  /** Connects and says who one is. */
  identify: read(z.object({ scope }), identity),
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
