import { z } from 'zod';
import { read, scope, write } from './procedure.ts';

/** Scopes under a name, to be put in view together. */
export const savedWorkspace = z.object({
  name: z.string().trim().min(1).max(40),
  scopes: z.array(scope).min(1).max(200),
});
/** See {@link savedWorkspace}. */
export type SavedWorkspace = z.infer<typeof savedWorkspace>;

/** A queue that the user marked as a dead-letter queue, since no queue and no subscription names it. */
export const markedQueue = z.object({
  scope,
  url: z.string(),
  /** What sends its failures there, in the user's words on it. */
  by: z.enum(['lambda', 'eventbridge', 'other']),
});
/** See {@link markedQueue}. */
export type MarkedQueue = z.infer<typeof markedQueue>;

/** The user's own choices, kept in the data folder and so shared by all hosts. */
export const userSettings = z.object({
  theme: z.enum(['system', 'light', 'dark']).default('system'),
  /** `system`: the browser's language, Korean or else English. */
  language: z.enum(['system', 'en', 'ko']).default('system'),
  timeZone: z.enum(['local', 'utc']).default('local'),
  /** The scopes in view, all shown in one list. */
  workspace: z.array(scope).default([{ profile: 'sandbox', region: 'us-east-1' }]),
  /** Workspaces under names of the user's own, in the order of the keys Alt 1 to 9. */
  workspaces: z.array(savedWorkspace).max(30).default([]),
  /** Pinned queues and topics, by scope and URL or ARN. */
  pinned: z.array(z.object({ scope, id: z.string() })).default([]),
  /** Queues by URL and topics by ARN that were added by hand: those that ListQueues and ListTopics do not tell. */
  added: z.array(z.object({ scope, url: z.string() })).default([]),
  /** Queues that are listed as dead-letter queues because the user says so. */
  marked: z.array(markedQueue).default([]),
});
/** See {@link userSettings}. */
export type UserSettings = z.infer<typeof userSettings>;

/** What runs where; for Settings and for a support case. */
export const about = z.object({
  version: z.string(),
  host: z.enum(['electron', 'web', 'cli', 'test']),
  node: z.string(),
  dataDir: z.string(),
  /** Where the sandbox answers; null when it does not run. */
  sandboxEndpoint: z.string().nullable(),
});
/** See {@link about}. */
export type About = z.infer<typeof about>;

export const settings = {
  get: read(z.object({}), userSettings),
  /** Changes the given fields and leaves the others. */
  set: write(
    // Without the defaults: an absent field must stay absent, or it would overwrite what is stored.
    z.object({
      theme: userSettings.shape.theme.unwrap().optional(),
      language: userSettings.shape.language.unwrap().optional(),
      timeZone: userSettings.shape.timeZone.unwrap().optional(),
      workspace: userSettings.shape.workspace.unwrap().optional(),
      workspaces: userSettings.shape.workspaces.unwrap().optional(),
      pinned: userSettings.shape.pinned.unwrap().optional(),
      added: userSettings.shape.added.unwrap().optional(),
      marked: userSettings.shape.marked.unwrap().optional(),
    }),
    userSettings,
  ),
  about: read(z.object({}), about),
};
