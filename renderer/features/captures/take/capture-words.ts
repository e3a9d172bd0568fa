import type { CapturePlan, Job } from '../../../../electron/contract/index.ts';

/** A sentence of the page: its key and what stands in it. */
export interface Line {
  key: string;
  given?: Record<string, string | number>;
  /** For sentences that tell one from many. */
  count?: number;
}

interface Words {
  number(value: number | null): string;
  duration(seconds: number | null): string;
}

/** What a capture will do, in sentences with numbers. */
export function planLines(plan: CapturePlan, words: Words): Line[] {
  const { messages, calls, seconds, holdSeconds, longestSeconds, fifo, counts, kept, fits, budget } = plan;
  const n = (value: number | null): string => words.number(value);
  const lines: Line[] = [];
  if (messages !== null && calls) {
    lines.push({
      key: 'receives',
      given: { n: n(messages), calls: n(calls.receive), release: n(calls.release) },
      count: messages,
    });
  } else lines.push({ key: 'uncounted', given: { n: n(plan.ceiling) } });
  const hold = { hold: words.duration(holdSeconds), longest: words.duration(longestSeconds) };
  if (seconds === null) lines.push({ key: 'held', given: hold });
  else lines.push({ key: 'hidden', given: { ...hold, time: words.duration(seconds) } });
  lines.push({ key: 'letGo' });
  if (fifo) lines.push({ key: 'fifo' });
  const elsewhere = (counts?.inFlight ?? 0) + (counts?.delayed ?? 0);
  if (elsewhere > 0) lines.push({ key: 'elsewhere', given: { n: n(elsewhere) }, count: elsewhere });
  if (counts && messages !== null && counts.visible > messages)
    lines.push({ key: 'ceiling', given: { n: n(plan.ceiling), all: n(counts.visible) } });
  lines.push(kept === 'disk' ? { key: 'disk' } : { key: kept, given: { n: n(fits) } });
  if (budget.verdict === 'safe')
    lines.push({ key: 'safe', given: { n: n(budget.looksLeft) }, count: budget.looksLeft ?? 0 });
  return lines;
}

/** How much of the queue a capture has: 0 to 1; null while nobody can say. */
export function shareOf({ counts }: Pick<Job, 'counts'>): number | null {
  return counts.total ? Math.min(1, counts.seen / counts.total) : null;
}

/** Seconds left at the present rate; null when it cannot be said. */
export function secondsLeft({ counts, state }: Pick<Job, 'counts' | 'state'>): number | null {
  if (state !== 'running' || counts.total === null || !counts.perSecond) return null;
  return Math.max(0, counts.total - counts.seen) / counts.perSecond;
}
