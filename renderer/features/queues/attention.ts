import type { Failure, QueueRef, Scope } from '../../../electron/contract/index.ts';
import { nearnessOf, type Expiry } from '../../../electron/domain/expiry.ts';
import { SQS } from '../../../electron/domain/limits.ts';
import type { ScopeListing } from '../../api/scoped-list.ts';
import { growthPerMinute } from './depth.ts';
import type { QueueRow } from './queue-rows.ts';

/** Something that needs someone: `red` now, `amber` to watch. The kind names the sentence in the locales. */
export interface Attention {
  key: string;
  kind:
    | 'unlisted'
    | 'expiring'
    | 'dead-letters'
    | 'in-flight'
    | 'no-target'
    | 'short-retention'
    | 'growing'
    | 'unread';
  tone: 'red' | 'amber';
  scope: Scope;
  row: QueueRow | null;
  /** The figure that stands at the right: messages, or messages a minute. */
  figure: number | null;
  /** What the sentence names: seconds for times, else counts. */
  seconds: number | null;
  limit: number | null;
  /** Names that the sentence mentions, such as the sources of a dead-letter queue. */
  names: readonly string[];
  failure: Failure | null;
}

const blank = { row: null, figure: null, seconds: null, limit: null, names: [], failure: null };

/** Growth that is worth a line, messages a minute. */
const GROWS = 30;
/** Share of the in-flight limit from which on it is worth a line. */
const NEAR = 0.8;

/** When the oldest known message of a queue is lost, by the queue's key; and what time it is, epoch ms. */
export interface Losses {
  of(row: QueueRow): Expiry;
  now: number;
}
const noLosses: Losses = { of: () => ({ kind: 'unknown', at: null }), now: 0 };

function ofQueue(
  row: QueueRow,
  byKey: ReadonlyMap<string, QueueRow>,
  complete: boolean,
  losses: Losses,
): Attention[] {
  const { summary, scope, key } = row;
  if (!summary) return [];
  const found: Attention[] = [];
  const add = (kind: Attention['kind'], tone: Attention['tone'], more: Partial<Attention>): void =>
    void found.push({ ...blank, key: `${kind} ${key}`, kind, tone, scope, row, ...more });
  const { visible, inFlight } = summary.counts;
  const held = inFlight ?? 0;

  if (row.dlq && visible) {
    const names = row.sources.flatMap((source) => byKey.get(source)?.name ?? []);
    const expiry = losses.of(row);
    const near = nearnessOf(expiry, losses.now);
    if (expiry.at !== null && (near === 'now' || near === 'soon')) {
      const left = Math.max(0, Math.round((expiry.at - losses.now) / 1000));
      add('expiring', 'red', { figure: visible, seconds: left, limit: summary.retentionPeriod, names });
    } else add('dead-letters', 'red', { figure: visible, seconds: summary.retentionPeriod, names });
  }
  const limit = SQS.inFlight;
  if (held >= limit * NEAR) add('in-flight', held >= limit ? 'red' : 'amber', { figure: held, limit });
  if (summary.redrivePolicy) {
    const target = row.deadLetterKey === null ? null : (byKey.get(row.deadLetterKey) ?? null);
    const name = summary.redrivePolicy.deadLetterTargetArn.split(':').at(-1) ?? '';
    // Only a scope that was listed and read to the end can say that a queue is not there.
    if (!target && complete) add('no-target', 'amber', { names: [name] });
    const kept = target?.summary?.retentionPeriod ?? null;
    // On standard queues the dead letter keeps the clock of its first send.
    if (!row.fifo && kept !== null && summary.retentionPeriod !== null && kept < summary.retentionPeriod)
      add('short-retention', 'amber', { seconds: kept, limit: summary.retentionPeriod, names: [name] });
  }
  const growth = growthPerMinute(row.depths);
  if (!row.dlq && growth !== null && growth >= GROWS)
    add('growing', 'amber', { figure: Math.round(growth), limit: visible });
  return found;
}

/** Everything in view that needs someone, what does harm first on top. */
export function findAttention(
  rows: readonly QueueRow[],
  listings: readonly ScopeListing<QueueRef>[],
  losses: Losses = noLosses,
): Attention[] {
  const byKey = new Map(rows.map((row) => [row.key, row]));
  const found: Attention[] = [];
  for (const { scope, state, failure } of listings) {
    const own = rows.filter(
      (row) => row.scope.profile === scope.profile && row.scope.region === scope.region,
    );
    const name = `${scope.profile}/${scope.region}`;
    if (failure)
      found.push({ ...blank, key: `unlisted ${name}`, kind: 'unlisted', tone: 'red', scope, failure });
    const unread = own.filter((row) => row.failure && !row.summary);
    if (unread.length > 0)
      found.push({
        ...blank,
        key: `unread ${name}`,
        kind: 'unread',
        tone: 'amber',
        scope,
        figure: unread.length,
        names: unread.slice(0, 3).map((row) => row.name),
        failure: unread[0]?.failure ?? null,
      });
    const complete = state === 'ready' && own.every((row) => row.summary !== null);
    found.push(...own.flatMap((row) => ofQueue(row, byKey, complete, losses)));
  }
  const weight = (item: Attention): number =>
    item.kind === 'expiring' ? 3 : item.kind === 'unlisted' ? 2 : item.tone === 'red' ? 1 : 0;
  return found.sort(
    (a, b) =>
      weight(b) - weight(a) ||
      (a.kind === 'expiring' ? (a.seconds ?? 0) - (b.seconds ?? 0) : (b.figure ?? 0) - (a.figure ?? 0)),
  );
}
