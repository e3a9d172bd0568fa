import type {
  CaptureCoverage,
  DeadLetterSources,
  LatestTask,
  MarkedQueue,
  OldestAge,
  Scope,
  SubscriptionDeadLetters,
} from '../../../electron/contract/index.ts';
import { isShorterKept, toExpiry, type Expiry } from '../../../electron/domain/expiry.ts';
import { growthPerMinute } from './depth.ts';
import type { QueueRow } from './queue-rows.ts';
import { toWords } from './filters.ts';

/** A dead-letter queue with all that decides what becomes of its messages. */
export interface DeadLetterRow {
  key: string;
  row: QueueRow;
  name: string;
  /** The queues in view whose redrive policy names it. */
  sources: readonly QueueRow[];
  /** What SQS itself says of its sources; null while it was not asked. */
  confirmed: DeadLetterSources | null;
  /** Sources that SQS names and that are not in view, as ARNs or URLs. */
  elsewhere: readonly string[];
  subscriptions: readonly SubscriptionDeadLetters[];
  mark: MarkedQueue['by'] | null;
  /** Messages in it, hidden ones too; null when not read. */
  depth: number | null;
  /** Messages a minute, measured over a minute at least. */
  growth: number | null;
  expiry: Expiry;
  coverage: CaptureCoverage | null;
  /** Which part of the queue is captured, 0 to 1; null when nothing of it is. */
  share: number | null;
  age: OldestAge | null;
  task: LatestTask | null;
  /** The source that keeps messages longer than this queue does. */
  longer: QueueRow | null;
}

/** What is known besides the queues themselves. */
export interface DeadLetterFacts {
  confirmed(key: string): DeadLetterSources | undefined;
  subscriptions(scope: Scope, arn: string): readonly SubscriptionDeadLetters[];
  mark(key: string): MarkedQueue['by'] | undefined;
  coverage(key: string): CaptureCoverage | undefined;
  age(key: string): OldestAge | undefined;
  task(key: string): LatestTask | undefined;
}

/** Names under which teams keep dead letters: such a queue is worth a question to SQS even when no queue in view names it. */
const looksDead = /dlq|dead[-_.]?letter|fail(ed|ure)|poison/i;

/** The queues about which SQS is asked who names them. */
export const toCandidates = (rows: readonly QueueRow[]): QueueRow[] =>
  rows.filter(({ dlq, name }) => dlq || looksDead.test(name));

/** Visible, in flight and delayed; null when none of them was told. */
export function depthOf({ summary }: Pick<QueueRow, 'summary'>): number | null {
  if (!summary) return null;
  const { visible, inFlight, delayed } = summary.counts;
  if (visible === null && inFlight === null && delayed === null) return null;
  return (visible ?? 0) + (inFlight ?? 0) + (delayed ?? 0);
}

/** When the oldest message of a queue is lost, as far as its captures tell. */
export const toQueueExpiry = (
  { summary, fifo }: Pick<QueueRow, 'summary' | 'fifo'>,
  coverage: CaptureCoverage | undefined,
): Expiry =>
  toExpiry({ sentAt: coverage?.oldestSentAt ?? null, retention: summary?.retentionPeriod ?? null, fifo });

function toRow(row: QueueRow, byKey: ReadonlyMap<string, QueueRow>, facts: DeadLetterFacts): DeadLetterRow {
  const sources = row.sources.flatMap((key) => byKey.get(key) ?? []);
  const confirmed = facts.confirmed(row.key) ?? null;
  const known = new Set(sources.flatMap(({ url, summary }) => [url, summary?.arn ?? url]));
  const coverage = facts.coverage(row.key) ?? null;
  const retention = row.summary?.retentionPeriod ?? null;
  const depth = depthOf(row);
  return {
    key: row.key,
    row,
    name: row.name,
    sources,
    confirmed,
    elsewhere: (confirmed?.sources ?? []).filter((source) => !known.has(source)),
    subscriptions: row.summary ? facts.subscriptions(row.scope, row.summary.arn) : [],
    mark: facts.mark(row.key) ?? null,
    depth,
    growth: growthPerMinute(row.depths),
    expiry: toQueueExpiry(row, coverage ?? undefined),
    coverage,
    share: coverage && coverage.inQueue > 0 && depth ? Math.min(1, coverage.inQueue / depth) : null,
    age: facts.age(row.key) ?? null,
    task: facts.task(row.key) ?? null,
    longer:
      sources.find((source) =>
        isShorterKept({ retention: source.summary?.retentionPeriod ?? null, fifo: row.fifo }, { retention }),
      ) ?? null,
  };
}

/** Every dead-letter queue: named by a queue, by a subscription, by SQS itself, or marked by the user. */
export function toDeadLetterRows(rows: readonly QueueRow[], facts: DeadLetterFacts): DeadLetterRow[] {
  const byKey = new Map(rows.map((row) => [row.key, row]));
  return rows
    .filter(
      ({ key, dlq, scope, summary }) =>
        dlq ||
        facts.mark(key) !== undefined ||
        (facts.confirmed(key)?.sources?.length ?? 0) > 0 ||
        (summary !== null && facts.subscriptions(scope, summary.arn).length > 0),
    )
    .map((row) => toRow(row, byKey, facts));
}

/** The rows that hold every typed word in a name or an ARN, of the queue or of what fills it. */
export function filterDeadLetters(
  rows: readonly DeadLetterRow[],
  typed: string,
  onlyFilled: boolean,
): DeadLetterRow[] {
  const words = toWords(typed);
  return rows.filter(({ row, sources, subscriptions, elsewhere, depth }) => {
    if (onlyFilled && !depth) return false;
    const text = [
      row.name,
      row.summary?.arn ?? '',
      ...sources.map(({ name }) => name),
      ...elsewhere,
      ...subscriptions.map(({ arn }) => arn),
    ]
      .join(' ')
      .toLowerCase();
    return words.every((word) => text.includes(word));
  });
}
