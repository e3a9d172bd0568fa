import type { RedriveOrder } from '../../electron/backend/jobs/redrive/model.ts';
import type { Surroundings } from './model-process.ts';

/** What is wrong after a run; all empty in a right engine. */
export interface Verdict {
  /** Messages that are nowhere any more. */
  lost: string[];
  /** Second copies, or originals beside their copy, that the report does not tell of. */
  doubles: string[];
  /** Copies of a group in another order than their originals. */
  disorder: string[];
  /** Other rules, in words. */
  broken: string[];
}

/** Whether anything is wrong. */
export const isWrong = ({ lost, doubles, disorder, broken }: Verdict): boolean =>
  lost.length + doubles.length + disorder.length + broken.length > 0;

/** Looks at both queues and the report when all is over: G1 to G3. */
export function verdict(
  { disk, source, destination, broken }: Surroundings,
  order: RedriveOrder,
  originals: readonly string[],
  consumed: ReadonlySet<string>,
): Verdict {
  const found: Verdict = { lost: [], doubles: [], disorder: [], broken: [...broken] };
  // In the order in which they were stored, whatever became of them later.
  const copies = destination.messages;
  const chosen = order.ids && new Set(order.ids);
  for (const id of originals) {
    const original = source.messages.find((message) => message.id === id && message.origin === id)!;
    const there = original.deletedAt === null;
    const mine = copies.filter(({ origin }) => origin === id);
    const row = disk.rows.get(id);
    if (!there && mine.length === 0 && !consumed.has(id)) found.lost.push(id);
    for (const { content } of mine) {
      if (
        content.body !== original.content.body ||
        JSON.stringify(content.attributes) !== JSON.stringify(original.content.attributes)
      ) {
        found.broken.push(`${id} was changed`);
      }
    }
    if (mine.length > 1 && !row?.doubt) found.doubles.push(`${id}: ${mine.length} copies`);
    if (chosen && !chosen.has(id) && mine.length > 0) found.broken.push(`${id} was not chosen`);
    const said = row?.state ?? 'nothing';
    if (mine.length > 0 && !['sending', 'sent', 'done', 'kept', 'uncertain'].includes(said) && !row?.doubt) {
      found.doubles.push(`${id}: a copy, and the report says ${said}`);
    }
    if (!order.keep && mine.length > 0 && there && said === 'done')
      found.doubles.push(`${id}: done, and still there`);
    if (
      ['sent', 'done', 'kept'].includes(said) &&
      said !== 'sending' &&
      !mine.some((copy) => copy.id === row?.newId)
    ) {
      found.broken.push(`${id} is said to be ${row?.newId ?? 'nothing'}, which is no copy of it`);
    }
    if (order.keep && !there && !consumed.has(id)) found.broken.push(`${id} was to be kept`);
  }
  if (order.sourceFifo && order.destinationFifo) found.disorder.push(...disorderOf(source.messages, copies));
  return found;
}

function disorderOf(
  originals: Surroundings['source']['messages'],
  copies: Surroundings['source']['messages'],
): string[] {
  const place = new Map(originals.map(({ id }, index) => [id, index]));
  const last = new Map<string | null, number>();
  const seen = new Set<string>();
  return copies.flatMap(({ origin, content }) => {
    if (seen.has(origin)) return [];
    seen.add(origin);
    const at = place.get(origin) ?? -1;
    const before = last.get(content.groupId) ?? -1;
    last.set(content.groupId, Math.max(at, before));
    return at < before ? [`${origin} after a later one of ${content.groupId}`] : [];
  });
}
