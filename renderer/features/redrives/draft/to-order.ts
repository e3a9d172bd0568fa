import type {
  contract,
  MessageEdit,
  QueuePlace,
  RedriveChoice,
  RedriveDestination,
  Scope,
} from '../../../../electron/contract/index.ts';
import type { InputOf } from '../../../api/client.ts';
import { toFilter, type EditedMessage, type RedriveDraft } from './draft.ts';
import { toAmount, toSizes } from './stages.ts';

/** What a plan is asked for, and a start after it. */
export type RedriveOrder = InputOf<typeof contract.redrives.plan>;

/** Why a draft is no order yet; the page has a sentence for each. */
export type DraftGap =
  | 'causes'
  | 'messages'
  | 'filter'
  | 'unsaved'
  | 'predicate'
  | 'transform'
  | 'edits'
  | 'queue'
  | 'topic'
  | 'origin'
  | 'keepOrigin'
  | 'stages'
  | 'settle'
  | 'returns'
  | 'rate'
  | 'most';

/** What is known around a draft. */
export interface Surroundings {
  source: QueuePlace;
  /** Ids of what was captured of the source. */
  captured: readonly number[];
  /** The queue or topic that was typed, where it is one. */
  queue: QueuePlace | null;
  topic: { scope: Scope; topicArn: string } | null;
  /** The queues that name the source as their dead-letter queue, as far as they are known. */
  origins: readonly QueuePlace[];
}

/** Whether the originals stay: a topic only accepts, and does not say that anybody got it. */
export const keepsOriginals = ({ keep, goal }: RedriveDraft): boolean => keep ?? goal === 'topic';

/** The typed rate in messages a second: undefined for none, null where it is none between the limits. */
export function toPerSecond({
  rate,
  rateUnit,
}: Pick<RedriveDraft, 'rate' | 'rateUnit'>): number | undefined | null {
  if (rate.trim() === '') return undefined;
  const given = Number(rate.trim());
  const perSecond = rateUnit === 'minute' ? given / 60 : given;
  return Number.isFinite(given) && perSecond >= 0.1 && perSecond <= 10_000 ? perSecond : null;
}

const seconds = (text: string): number | undefined | null => {
  if (text.trim() === '') return undefined;
  const value = Number(text.trim());
  return /^\d+$/.test(text.trim()) && value <= 86_400 ? value : null;
};

/** What was changed in a message, as it is asked for; null when nothing was. */
export function toEdit(messageId: string, edited: EditedMessage): MessageEdit | null {
  const given = Object.entries(edited).filter(([, value]) => value !== undefined);
  return given.length === 0 ? null : { messageId, ...Object.fromEntries(given) };
}
export const editsOf = ({ edits, change }: RedriveDraft): MessageEdit[] =>
  change !== 'edit'
    ? []
    : Object.entries(edits).flatMap(([messageId, edited]) => toEdit(messageId, edited) ?? []);

function toChoice(draft: RedriveDraft, captured: readonly number[]): RedriveChoice | DraftGap {
  switch (draft.what) {
    case 'all':
      return { by: 'all' };
    case 'messages':
      return draft.messages.length === 0
        ? 'messages'
        : { by: 'ids', ids: draft.messages.map(({ messageId }) => messageId) };
    case 'where':
      return draft.predicate.trim() === '' ? 'predicate' : { by: 'where', expression: draft.predicate };
    case 'causes':
    case 'filter': {
      if (captured.length === 0) return 'unsaved';
      const filter = toFilter(draft, captured);
      return filter ? { by: 'captures', filter } : draft.what;
    }
  }
}

function toDestination(
  draft: RedriveDraft,
  { queue, topic, origins }: Surroundings,
): RedriveDestination | DraftGap {
  if (draft.goal === 'queue') return queue ? { kind: 'queue', ...queue } : 'queue';
  if (draft.goal === 'topic') return topic ? { kind: 'topic', ...topic } : 'topic';
  if (!keepsOriginals(draft)) return { kind: 'sources' };
  // A copy has one destination, so it is named; of several, each message would have to say its own.
  const [origin, ...more] = origins;
  if (!origin) return 'origin';
  return more.length === 0 ? { kind: 'queue', ...origin } : 'keepOrigin';
}

/** The order that a draft means, or everything that is missing in it. */
export function toOrder(
  draft: RedriveDraft,
  around: Surroundings,
): { order: RedriveOrder } | { gaps: DraftGap[] } {
  const gaps: DraftGap[] = [];
  const choice = toChoice(draft, around.captured);
  const destination = toDestination(draft, around);
  const sizes = draft.staged ? toSizes(draft.stages) : [];
  const settle = seconds(draft.settle);
  const returns = toAmount(draft.returns);
  const rate = toPerSecond(draft);
  const most = draft.most.trim() === '' ? undefined : toAmount(draft.most);
  const edits = editsOf(draft);
  if (typeof choice === 'string') gaps.push(choice);
  if (draft.change === 'transform' && draft.transform.trim() === '') gaps.push('transform');
  if (draft.change === 'edit' && edits.length === 0) gaps.push('edits');
  if (typeof destination === 'string') gaps.push(destination);
  if (sizes === null) gaps.push('stages');
  if (settle === null) gaps.push('settle');
  if (returns === null) gaps.push('returns');
  if (rate === null) gaps.push('rate');
  if (most === null) gaps.push('most');
  if (gaps.length > 0) return { gaps };
  const order: RedriveOrder = {
    source: around.source,
    choice: choice as RedriveChoice,
    destination: destination as RedriveDestination,
    keep: keepsOriginals(draft),
    unanswered: draft.unanswered,
    groupId: draft.newGroup.trim() || undefined,
    skipFailed: draft.skipFailed,
    keepDeduplicationId: draft.keepDeduplicationId,
    rate: rate ?? undefined,
    most: most ?? undefined,
    transform: draft.change === 'transform' ? draft.transform : undefined,
    edits: edits.length > 0 ? edits : undefined,
    known: draft.what === 'messages' ? draft.messages.map((message) => ({ ...message })) : undefined,
  };
  // Without a last batch of its own there is nothing to wait for, and a job without stages goes on after a failure.
  if (sizes && sizes.length > 0)
    Object.assign(order, {
      stages: sizes,
      settleSeconds: settle ?? undefined,
      returnsAllowed: (returns ?? 1) - 1,
      stopOnFailure: draft.stopOnFailure,
    });
  return { order };
}
