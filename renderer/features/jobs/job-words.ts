import type { ItemState, Job, JobState } from '../../../electron/contract/index.ts';

export type Tone = 'neutral' | 'accent' | 'red' | 'amber' | 'green';

export const stateTones: Record<JobState, Tone> = {
  waiting: 'neutral',
  running: 'accent',
  pausing: 'amber',
  paused: 'amber',
  cancelling: 'amber',
  cancelled: 'neutral',
  done: 'green',
  partly: 'amber',
  failed: 'red',
};

export const itemTones: Record<ItemState, Tone> = {
  waiting: 'neutral',
  held: 'neutral',
  sending: 'accent',
  sent: 'accent',
  done: 'green',
  kept: 'green',
  parked: 'green',
  failed: 'red',
  gone: 'amber',
  uncertain: 'red',
  left: 'amber',
};

const ended: ReadonlySet<JobState> = new Set(['cancelled', 'done', 'partly', 'failed']);
export const isEnded = ({ state }: Pick<Job, 'state'>): boolean => ended.has(state);

/** Messages that reached their goal; of a receive, those that were seen. */
export function reachedBy({ kind, counts }: Job): number {
  if (kind === 'receive' || kind === 'capture') return counts.seen;
  const { done = 0, kept = 0, parked = 0 } = counts.states;
  return done + kept + parked;
}

/** Messages of which a copy was confirmed, deleted at their source or not yet. */
export const sentBy = (job: Job): number =>
  job.kind === 'receive' ? 0 : reachedBy(job) + (job.counts.states.sent ?? 0);

/** Of how many; null while nobody can say. */
export function goalOf(job: Job): number | null {
  const { counts } = job;
  if (job.kind === 'receive' || job.kind === 'capture') return counts.total;
  const known = Object.values(counts.states).reduce((sum, count) => sum + (count ?? 0), 0);
  return isEnded(job) ? known : Math.max(known, counts.total ?? 0) || null;
}

/** Seconds left at the present rate; null when it cannot be said. */
export function secondsLeft(job: Job): number | null {
  const goal = goalOf(job);
  const { perSecond } = job.counts;
  if (job.state !== 'running' || goal === null || !perSecond) return null;
  return Math.max(0, goal - reachedBy(job)) / perSecond;
}

/** Where a job sends to: a name, or null where its kind alone says it. */
export function goalNameOf({ destination }: Pick<Job, 'destination'>): string | null {
  if (destination?.kind === 'queue') return nameOf(destination.queueUrl);
  return destination?.kind === 'topic' ? (destination.topicArn.split(':').at(-1) ?? null) : null;
}

/** The name at the end of a URL or an ARN. */
export const nameOf = (place: string): string => place.split(/[/:]/).at(-1) || place;
