import type { PolicyDocument, PolicyPlace, PolicyStatement } from './policy-document.ts';
import type { FeatureSet } from './feature-sets.ts';
import { needs, targets } from './feature-needs.ts';
import { reach } from './resource-reach.ts';

/** The IAM actions that feature sets need, each once, sorted. */
export function iamActionsOf(sets: readonly FeatureSet[]): string[] {
  return [...new Set(sets.flatMap((set) => Object.values(needs[set]).flat()))].sort();
}

/**
 * The identity policy that feature sets need, for one account and its regions: one statement for each kind of
 * resource, keys only through the service that uses them, roles only to be passed to the scheduler.
 * A set that is not asked for grants nothing.
 */
export function toPolicyDocument(sets: readonly FeatureSet[], place: PolicyPlace): PolicyDocument {
  const Statement = targets.flatMap((target): PolicyStatement[] => {
    const actions = [...new Set(sets.flatMap((set) => needs[set][target] ?? []))].sort();
    if (actions.length === 0) return [];
    return [{ Sid: target, Effect: 'Allow', Action: actions, ...reach(target, place) }];
  });
  return { Version: '2012-10-17', Statement };
}
