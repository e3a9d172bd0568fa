/** Where an independent server does not do what AWS does. */
export interface Deviation {
  /** `lacks`: the action or attribute is not there; `differs`: it is there and does something else. */
  kind: 'lacks' | 'differs';
  /** What it does instead. */
  why: string;
  /** What says how AWS does it. */
  source: string;
}

/** Behaviours that deviate for one and the same reason. */
export type Group = Deviation & { behaviours: readonly string[] };

/** Deviations by the name of the behaviour; a name in two groups is a mistake of the list. */
export function toDeviations(groups: readonly Group[]): Readonly<Record<string, Deviation>> {
  const deviations: Record<string, Deviation> = {};
  for (const { behaviours, ...deviation } of groups) {
    for (const name of behaviours) {
      if (deviations[name]) throw new Error(`"${name}" is listed twice`);
      deviations[name] = deviation;
    }
  }
  return deviations;
}
