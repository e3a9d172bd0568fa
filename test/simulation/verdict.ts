import type { Surroundings } from './model-process.ts';
import type { ModelMessage } from './model-queue.ts';
import { isMeant } from './world.ts';

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

/** Looks at all queues and the report when all is over: G1 to G3. */
export function verdict(
  around: Surroundings,
  originals: readonly string[],
  consumed: ReadonlySet<string>,
  rivals: boolean,
): Verdict {
  const { disk, source, destinations, parked, corrupted, order, world, monitor, troubles } = around;
  const found: Verdict = { lost: [], doubles: [], disorder: [], broken: [...monitor.broken] };
  // In the order in which they were stored, whatever became of them later.
  const copies = [...destinations.values()]
    .flatMap(({ messages }) => messages)
    .filter(({ id }) => !corrupted.has(id));
  const sure = Object.values(troubles).every((likely) => likely === 0 || likely === troubles.throttle);
  for (const id of originals) {
    const original = source.messages.find((message) => message.id === id && message.origin === id)!;
    const there = original.deletedAt === null;
    const mine = copies.filter(({ origin }) => origin === id);
    const row = disk.rows.get(id);
    const said = row?.state ?? 'nothing';
    const isSafe = mine.length > 0 || parked.has(id);
    if (!there && !isSafe && !consumed.has(id) && order.goal !== 'parked' && !order.exact)
      found.lost.push(id);
    if (order.exact && !there && !consumed.has(id)) {
      if (order.goal === 'parked' ? !parked.has(id) : !['sent', 'done'].includes(said)) found.lost.push(id);
    }
    for (const copy of mine) checkCopy(around, original, copy, found.broken);
    if (mine.length > 1 && !row?.doubt) found.doubles.push(`${id}: ${mine.length} copies`);
    if (sure && row?.doubt) found.broken.push(`${id} is in doubt without a cause`);
    const gone = mine.length > 0 || parked.has(id) || (order.exact && !there && !consumed.has(id));
    if (gone && !isMeant(order, world, id)) found.broken.push(`${id} was not chosen`);
    if (mine.length > 0 && !['sending', 'sent', 'done', 'kept', 'uncertain'].includes(said) && !row?.doubt) {
      found.doubles.push(`${id}: a copy, and the report says ${said}`);
    }
    if (!order.keep && there && (said === 'done' || said === 'parked'))
      found.doubles.push(`${id}: ${said}, and still there`);
    // Who hangs for minutes may give a message up that somebody else hides as long.
    if (there && said === 'gone' && !rivals && !troubles.stall && !troubles.slowDisk)
      found.broken.push(`${id} is said to be gone`);
    if (
      ['sent', 'done', 'kept'].includes(said) &&
      !order.exact &&
      !mine.some((copy) => copy.id === row?.newId)
    ) {
      found.broken.push(`${id} is said to be ${row?.newId ?? 'nothing'}, which is no copy of it`);
    }
    if (order.keep && !there && !consumed.has(id)) found.broken.push(`${id} was to be kept`);
  }
  if (order.sourceFifo && order.destinationFifo)
    for (const { messages } of destinations.values())
      found.disorder.push(...disorderOf(source.messages, messages));
  return found;
}

function checkCopy(
  { order, world, destinations }: Surroundings,
  original: ModelMessage,
  copy: ModelMessage,
  broken: string[],
): void {
  const { id, content } = original;
  const { body, attributes } = copy.content;
  const edit = world.edits.get(id);
  const isRight = edit
    ? body === edit.body
    : order.transform === null
      ? body === content.body
      : body.startsWith(`${content.body} made `);
  if (!isRight || JSON.stringify(attributes) !== JSON.stringify(content.attributes))
    broken.push(`${id} was changed`);
  if (order.routed && !destinations.get(world.routeOf(id) ?? '')?.messages.includes(copy))
    broken.push(`${id} went to another queue than it failed in`);
}

function disorderOf(originals: readonly ModelMessage[], copies: readonly ModelMessage[]): string[] {
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
