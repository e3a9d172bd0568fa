import type { PlanFinding, RedrivePlan } from '../../../../electron/contract/index.ts';

/** The findings, what stops a start first. */
export function inOrder(findings: readonly PlanFinding[]): PlanFinding[] {
  const order = ['refuse', 'warn', 'note'];
  return findings.toSorted((a, b) => order.indexOf(a.severity) - order.indexOf(b.severity));
}

export const isRefused = ({ findings }: RedrivePlan): boolean =>
  findings.some(({ severity }) => severity === 'refuse');

/** How many messages the first step sends: of a job without steps, all of them; null when that is not known. */
export function firstStep({ stages, chosen }: Pick<RedrivePlan, 'stages' | 'chosen'>): number | null {
  const size = stages[0]?.size ?? null;
  if (size === null) return chosen;
  return chosen === null ? size : Math.min(size, chosen);
}

/** Which name is typed before a start: the source's where its profile asks, else the destination's; null where none asks. */
export function nameToType(
  source: { guard: string; name: string },
  goal: { guard: string; name: string } | null,
): string | null {
  if (source.guard === 'confirm') return source.name;
  return goal?.guard === 'confirm' ? goal.name : null;
}
