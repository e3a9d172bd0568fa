import type { CaptureFilter, MessageAttributes } from '../../../../electron/contract/index.ts';
import type { ChosenForRedrive, ChosenMessage } from '../../../stores/redrive-choices.ts';

/** Which messages: all, those of chosen causes, chosen ones, those kept that fit a filter, or those that fit a predicate. */
export type What = 'all' | 'causes' | 'messages' | 'filter' | 'where';
export type Change = 'none' | 'edit' | 'transform';
export type Goal = 'sources' | 'queue' | 'topic';

/** One message as it was changed by hand; what is absent stays as it is. */
export interface EditedMessage {
  body?: string;
  attributes?: MessageAttributes;
  groupId?: string | null;
  deduplicationId?: string;
}

/** A redrive as it is being planned. Amounts stay text until they are sent, so that nothing typed is changed. */
export interface RedriveDraft {
  what: What;
  /** The path that causes are grouped by, '' for the best evidence; and their keys. */
  path: string;
  causes: string[];
  messages: ChosenMessage[];
  /** Of kept messages: text, sent from and to as `datetime-local` gives them, attribute, group. */
  text: string;
  from: string;
  to: string;
  attribute: string;
  value: string;
  group: string;
  predicate: string;

  change: Change;
  transform: string;
  /** By MessageId. */
  edits: Record<string, EditedMessage>;

  goal: Goal;
  /** Key of the scope, and the name or URL of another queue. */
  place: string;
  queue: string;
  topicPlace: string;
  topic: string;
  /** Whether the originals stay; null: as it is usual for the goal. */
  keep: boolean | null;

  staged: boolean;
  stages: string[];
  /** Seconds between stages; '' for the computed ones. */
  settle: string;
  /** Stops when so many came back. */
  returns: string;
  stopOnFailure: boolean;
  rate: string;
  rateUnit: 'second' | 'minute';
  most: string;
  unanswered: 'resend' | 'leave';
  newGroup: string;
  skipFailed: boolean;
  keepDeduplicationId: boolean;
}

export const firstStages: readonly string[] = ['1', '5', '50'];

/** A redrive nobody has touched yet: everything, as it is, back to where it failed, one first. */
export const newDraft = (place: string): RedriveDraft => ({
  ...{ what: 'all', path: '', causes: [], messages: [] },
  ...{ text: '', from: '', to: '', attribute: '', value: '', group: '', predicate: '' },
  ...{ change: 'none', transform: '', edits: {} },
  ...{ goal: 'sources', place, queue: '', topicPlace: place, topic: '', keep: null },
  ...{ staged: true, stages: [...firstStages], settle: '', returns: '1', stopOnFailure: true },
  ...{ rate: '', rateUnit: 'second', most: '', unanswered: 'resend' },
  ...{ newGroup: '', skipFailed: false, keepDeduplicationId: false },
});

/** A moment as a field for local date and time takes it. */
function toLocal(at: number | undefined): string {
  if (at === undefined) return '';
  const date = new Date(at);
  return new Date(at - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

/** The part of a draft that a handed choice sets. */
export function fromChoice(choice: ChosenForRedrive): Partial<RedriveDraft> {
  switch (choice.by) {
    case 'all':
      return { what: 'all' };
    case 'causes':
      return { what: 'causes', path: choice.path, causes: [...choice.keys] };
    case 'messages':
      return { what: 'messages', messages: choice.messages.map((message) => ({ ...message })) };
    case 'where':
      return { what: 'where', predicate: choice.expression };
    case 'filter': {
      const { text, from, to, attribute, groupId, cause, causes } = choice.filter;
      const keys = causes?.keys ?? (cause ? [cause.key] : []);
      const asked = {
        text: text ?? '',
        from: toLocal(from),
        to: toLocal(to),
        attribute: attribute?.name ?? '',
        value: attribute?.value ?? '',
        group: groupId ?? '',
      };
      const path = (causes ?? cause)?.path ?? '';
      return { what: keys.length > 0 ? 'causes' : 'filter', ...asked, path, causes: keys };
    }
  }
}

const moment = (text: string): number | undefined => {
  const at = text === '' ? Number.NaN : new Date(text).getTime();
  return Number.isNaN(at) ? undefined : at;
};

/** The filter over kept messages that the draft means, `sources` being the queue's own; null when it means none. */
export function toFilter(draft: RedriveDraft, sources: readonly number[]): CaptureFilter | null {
  // What left the queue cannot be redriven from it.
  const own = { sources: [...sources], inQueue: true };
  const asked = {
    text: draft.text || undefined,
    from: moment(draft.from),
    to: moment(draft.to),
    groupId: draft.group.trim() || undefined,
    attribute: draft.attribute.trim()
      ? { name: draft.attribute.trim(), value: draft.value || undefined }
      : undefined,
  };
  const given = Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== undefined));
  if (draft.what === 'filter') return Object.keys(given).length === 0 ? null : { ...own, ...given };
  if (draft.what !== 'causes' || draft.causes.length === 0) return null;
  return { ...own, ...given, causes: { path: draft.path, keys: [...draft.causes] } };
}
