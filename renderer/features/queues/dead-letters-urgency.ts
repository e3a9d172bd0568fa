import { nearnessOf, type Expiry } from '../../../electron/domain/expiry.ts';

/** What decides how urgent a dead-letter queue is. */
export interface UrgencyFacts {
  name: string;
  /** Messages in it, hidden ones too; null when not read. */
  depth: number | null;
  expiry: Expiry;
  /** Net growth, messages a minute; null while it is not known. */
  growth: number | null;
}

/** The levels, the most urgent first. */
export const urgencies = ['expiring', 'growing', 'waiting', 'unread', 'empty'] as const;
export type Urgency = (typeof urgencies)[number];

/** How urgent it is: messages about to be lost, more coming in than going out, messages waiting, nothing known, nothing there. */
export function urgencyOf({ depth, expiry, growth }: UrgencyFacts, now: number): Urgency {
  if (depth === null) return 'unread';
  if (depth === 0) return 'empty';
  const near = nearnessOf(expiry, now);
  if (near === 'now' || near === 'soon') return 'expiring';
  return growth !== null && growth > 0 ? 'growing' : 'waiting';
}

/**
 * The order of the list: what is lost within a day comes first, the soonest on top; then what grows, the fastest on top;
 * then by depth. What could not be read stands before what is empty, and equal ones stand by name.
 */
export function compareUrgency(a: UrgencyFacts, b: UrgencyFacts, now: number): number {
  const [levelA, levelB] = [urgencyOf(a, now), urgencyOf(b, now)];
  if (levelA !== levelB) return urgencies.indexOf(levelA) - urgencies.indexOf(levelB);
  if (levelA === 'expiring' && a.expiry.at !== b.expiry.at) return (a.expiry.at ?? 0) - (b.expiry.at ?? 0);
  if (levelA === 'growing' && a.growth !== b.growth) return (b.growth ?? 0) - (a.growth ?? 0);
  return (b.depth ?? 0) - (a.depth ?? 0) || a.name.localeCompare(b.name, 'en');
}
