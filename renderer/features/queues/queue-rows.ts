import type { Failure, QueueRef, QueueSummary, Scope } from '../../../electron/contract/index.ts';
import type { ScopeListing } from '../../api/scoped-list.ts';
import type { Depth } from './depth.ts';
import { queueKey, type Reading } from './readings.ts';

/** A queue as lists show it. Everything but name and scope is null until it was read. */
export interface QueueRow {
  key: string;
  scope: Scope;
  url: string;
  name: string;
  fifo: boolean;
  summary: QueueSummary | null;
  failure: Failure | null;
  depths: readonly Depth[];
  /** True when a queue of this list names it as its dead-letter queue. */
  dlq: boolean;
  /** Keys of the queues of this list whose dead letters come here. */
  sources: readonly string[];
  /** The queue its dead letters go to, when that one is in the list. */
  deadLetterKey: string | null;
  /** Messages waiting there; null when it has none or it was not read. */
  inDlq: number | null;
}

/** Brings listed names, what was read of them, and how they hang together into rows, in the order of the listings. */
export function toRows(
  listings: readonly ScopeListing<QueueRef>[],
  readings: ReadonlyMap<string, Reading>,
): QueueRow[] {
  const keyOfArn = new Map<string, string>();
  const sourcesOf = new Map<string, string[]>();
  const listed = listings.flatMap(({ scope, items }) =>
    items.map((item) => {
      const key = queueKey(scope, item.url);
      const reading = readings.get(key);
      const summary = reading?.summary ?? null;
      if (summary) keyOfArn.set(`${scope.profile} ${summary.arn}`, key);
      const target = summary?.redrivePolicy?.deadLetterTargetArn;
      if (target) {
        const at = `${scope.profile} ${target}`;
        sourcesOf.set(at, [...(sourcesOf.get(at) ?? []), key]);
      }
      return { key, scope, item, reading, summary, target };
    }),
  );
  return listed.map(({ key, scope, item, reading, summary, target }) => {
    const sources = summary ? (sourcesOf.get(`${scope.profile} ${summary.arn}`) ?? []) : [];
    const deadLetterKey = target ? (keyOfArn.get(`${scope.profile} ${target}`) ?? null) : null;
    return {
      key,
      scope,
      url: item.url,
      name: item.name,
      fifo: item.fifo,
      summary,
      failure: reading?.failure ?? null,
      depths: reading?.depths ?? [],
      dlq: sources.length > 0,
      sources,
      deadLetterKey,
      inDlq: deadLetterKey ? (readings.get(deadLetterKey)?.summary?.counts.visible ?? null) : null,
    };
  });
}
