import { audit } from './audit.ts';
import { captures } from './captures.ts';
import { jobs } from './jobs.ts';
import { messages } from './messages.ts';
import { profiles } from './profiles.ts';
import { queues } from './queues.ts';
import { redrives } from './redrives.ts';
import { settings } from './settings.ts';
import { subscriptions } from './subscriptions.ts';
import { topics } from './topics.ts';

/** The contract: every procedure that any host offers, by feature. */
export const contract = {
  profiles,
  queues,
  messages,
  captures,
  topics,
  subscriptions,
  jobs,
  redrives,
  audit,
  settings,
};

/** See {@link contract}. */
export type Contract = typeof contract;

export type { About, MarkedQueue, SavedWorkspace, UserSettings } from './settings.ts';
export type { AuditEntry } from './audit.ts';
export type * from './captures.ts';
export type * from './captures-causes.ts';
export type * from './captures-progress.ts';
export type * from './captures-take.ts';
export type { Failure, FailureCode, FailureData } from './failure.ts';
export type * from './jobs.ts';
export type * from './messages.ts';
export type * from './messages-send.ts';
export type { Effect, Feature, ProcedureMeta, Scope } from './procedure.ts';
export type * from './profiles.ts';
export type * from './queues.ts';
export type * from './queues-dead-letters.ts';
export type * from './redrives.ts';
export type * from './redrives-order.ts';
export type * from './redrives-parked.ts';
export type * from './redrives-receivers.ts';
export type * from './redrives-expressions.ts';
export type * from './redrives-tasks.ts';
export type { Subscription, SubscriptionDeadLetters } from './subscriptions.ts';
export type * from './topics.ts';
