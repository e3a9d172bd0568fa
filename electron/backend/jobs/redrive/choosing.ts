import type { Desk } from './desk.ts';
import type { Content, Item, Received } from './model.ts';

/** What is to become of a received message. */
export interface Verdict {
  chosen: boolean;
  /** What is to be sent. */
  content: Content;
  changed: boolean;
  /** A deduplication id that somebody else made. */
  dedupId: string | null;
  /** Why it cannot be judged or made: `code: words`. */
  fault: string | null;
}

/**
 * Asks the expressions of an order about received messages: the predicate of those that are met for the first time, the
 * transform of those that are chosen and whose content is not frozen. Edits by hand come last.
 */
export async function judgeAll(
  desk: Desk,
  chosen: ReadonlySet<string> | null,
  messages: readonly Received[],
  signal: AbortSignal,
): Promise<Map<string, Verdict>> {
  const { order, book, rules, judge, declined } = desk;
  const verdicts = new Map<string, Verdict>();
  const asked: Received[] = [];
  for (const message of messages) {
    const { id, content } = message;
    const item = book.get(id);
    const known = item ? 'taken' : declined.has(id) ? 'declined' : null;
    const answer = rules.isChosen(id, order, chosen, known);
    const dedupId = order.keepDedupId ? message.deduplicationId : null;
    verdicts.set(id, { chosen: answer === 'yes', content, changed: false, dedupId, fault: null });
    if (answer === 'ask') asked.push(message);
  }
  if (judge && asked.length > 0) {
    const answers = await judge.where(asked, signal);
    asked.forEach(({ id }, index) => {
      const answer = answers[index];
      const verdict = verdicts.get(id)!;
      if (answer?.ok) verdict.chosen = answer.value;
      else verdict.fault = `where: ${answer?.error ?? ''}`;
    });
  }
  const wanted = messages.filter(({ id }) => {
    const item = book.get(id);
    return verdicts.get(id)!.chosen && (!item || rules.mayChange(item));
  });
  if (judge && order.transform !== null && wanted.length > 0) {
    const answers = await judge.transform(wanted, signal);
    wanted.forEach(({ id }, index) => {
      const answer = answers[index];
      const verdict = verdicts.get(id)!;
      if (answer?.ok) {
        verdict.content = answer.value.content;
        verdict.dedupId = answer.value.dedupId ?? verdict.dedupId;
      } else verdict.fault = `transform: ${answer?.error ?? ''}`;
    });
  }
  for (const { id, content } of wanted) {
    const verdict = verdicts.get(id)!;
    edit(verdict, book.get(id));
    // Ours, of an earlier job: this one makes its own.
    if (verdict.dedupId?.startsWith('sw-')) verdict.dedupId = null;
    verdict.changed = !isSame(verdict.content, content);
  }
  return verdicts;
}

function edit(verdict: Verdict, item: Item | undefined): void {
  if (!item?.edit) return;
  const { deduplicationId, ...content } = item.edit;
  verdict.content = { ...verdict.content, ...content };
  verdict.dedupId = deduplicationId ?? verdict.dedupId;
}

const shape = ({ body, attributes, groupId, traceHeader }: Content): string =>
  JSON.stringify([
    body,
    Object.entries(attributes)
      .sort(([one], [other]) => (one < other ? -1 : 1))
      .map(([name, { type, binary, value }]) => [name, type, binary, value]),
    groupId,
    traceHeader,
  ]);

const isSame = (one: Content, other: Content): boolean => one === other || shape(one) === shape(other);
