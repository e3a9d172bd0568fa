import type { Failure, QueueRef, QueueSummary, Scope } from '../../../electron/contract/index.ts';
import { scopeKey } from '../../stores/workspace.ts';
import type { ScopeListing } from '../../api/scoped-list.ts';
import type { Depth } from './depth.ts';
import { noReading, type Reading } from './readings.ts';

/** A queue as a list names it; one that was added by hand may be missing in AWS's own list. */
export interface ListedQueue extends QueueRef {
  added?: boolean;
}

/** A queue as lists show it. Everything but name and scope is null until it was read. */
export interface QueueRow {
  key: string;
  scope: Scope;
  url: string;
  name: string;
  fifo: boolean;
  /** Added by hand. */
  added: boolean;
  summary: QueueSummary | null;
  failure: Failure | null;
  depths: readonly Depth[];
  tags: Readonly<Record<string, string>> | null;
  tagsFailure: Failure | null;
  /** True when a queue of this list or a subscription names it as its dead-letter queue, AWS said so, or the user did. */
  dlq: boolean;
  /** What AWS said of it when it was opened (ListDeadLetterSourceQueues); null when it was not asked. */
  dlqConfirmed: boolean | null;
  /** Keys of the queues of this list whose dead letters come here. */
  sources: readonly string[];
  /** The queue its dead letters go to, when that one is in the list. */
  deadLetterKey: string | null;
  /** Messages waiting there; null when it has none or it was not read. */
  inDlq: number | null;
}

/** Whether the user marked a queue as a dead-letter queue, or a subscription that was read names it. */
export type IsNamed = (key: string, scope: Scope, arn: string | null) => boolean;

const none: readonly string[] = [];
const equal = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.every((text, at) => text === b[at]);

function isSame(a: QueueRow, b: QueueRow): boolean {
  for (const field of Object.keys(a) as (keyof QueueRow)[])
    if (field !== 'sources' && a[field] !== b[field]) return false;
  return equal(a.sources, b.sources);
}

/**
 * Brings listed names, what was read of them, and how they hang together into rows, in the order of the listings.
 * A row that is as it was is the same object as in `before`, so that whoever shows it has nothing to do.
 */
export function toRows(
  listings: readonly ScopeListing<ListedQueue>[],
  readings: { get(key: string): Reading | undefined },
  before: ReadonlyMap<string, QueueRow> = new Map(),
  isNamed: IsNamed = () => false,
): QueueRow[] {
  const rows: QueueRow[] = [];
  for (const { scope, items } of listings) {
    const prefix = `${scopeKey(scope)} `;
    // The dead-letter queue of a queue is of its own account and region: ARNs tell, names never do.
    const keyOfArn = new Map<string, string>();
    const sourcesOf = new Map<string, string[]>();
    for (const { url } of items) {
      const summary = readings.get(prefix + url)?.summary;
      if (!summary) continue;
      keyOfArn.set(summary.arn, prefix + url);
      const target = summary.redrivePolicy?.deadLetterTargetArn;
      if (!target) continue;
      const known = sourcesOf.get(target);
      if (known) known.push(prefix + url);
      else sourcesOf.set(target, [prefix + url]);
    }
    for (const item of items) {
      const key = prefix + item.url;
      const { confirmedSources, ...reading } = readings.get(key) ?? noReading;
      const { summary } = reading;
      const sources = (summary && sourcesOf.get(summary.arn)) ?? none;
      const target = summary?.redrivePolicy?.deadLetterTargetArn;
      const deadLetterKey = (target && keyOfArn.get(target)) ?? null;
      const known = before.get(key);
      const row: QueueRow = {
        key,
        // The same scope is the same object, whoever listed it.
        scope: known && scopeKey(known.scope) === scopeKey(scope) ? known.scope : scope,
        url: item.url,
        name: item.name,
        fifo: item.fifo,
        added: item.added ?? false,
        ...reading,
        dlq:
          sources.length > 0 ||
          (confirmedSources?.length ?? 0) > 0 ||
          isNamed(key, scope, summary?.arn ?? null),
        dlqConfirmed: confirmedSources === null ? null : confirmedSources.length > 0,
        sources,
        deadLetterKey,
        inDlq: deadLetterKey ? (readings.get(deadLetterKey)?.summary?.counts.visible ?? null) : null,
      };
      rows.push(known && isSame(known, row) ? known : row);
    }
  }
  return rows;
}
