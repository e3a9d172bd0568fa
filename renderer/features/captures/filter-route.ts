import type { LocationQuery, LocationQueryRaw } from 'vue-router';
import type { CaptureFilter } from '../../../electron/contract/index.ts';

/** A filter as it is typed and as the route carries it; '' where nothing is asked. */
export interface FilterDraft {
  q: string;
  /** Id of a source. */
  source: string;
  profile: string;
  /** Span before now, ms. */
  within: string;
  /** Epoch ms. */
  from: string;
  to: string;
  group: string;
  /** An attribute's name, and its value. */
  attribute: string;
  value: string;
  /** Least size, bytes. */
  size: string;
  /** A JSONata predicate. */
  where: string;
}

export const emptyDraft: FilterDraft = {
  q: '',
  source: '',
  profile: '',
  within: '',
  from: '',
  to: '',
  group: '',
  attribute: '',
  value: '',
  size: '',
  where: '',
};
const fields = Object.keys(emptyDraft) as (keyof FilterDraft)[];

export function toDraft(query: LocationQuery): FilterDraft {
  const draft = { ...emptyDraft };
  for (const field of fields) {
    const value = query[field];
    const text = Array.isArray(value) ? value[0] : value;
    if (text) draft[field] = text;
  }
  return draft;
}

/** The route's query of a draft; what is not asked leaves the route. */
export const toQuery = (draft: FilterDraft): LocationQueryRaw =>
  Object.fromEntries(fields.flatMap((field) => (draft[field] === '' ? [] : [[field, draft[field]]])));

const amount = (text: string): number | undefined => {
  const value = Number(text);
  return text.trim() === '' || !Number.isFinite(value) || value < 0 ? undefined : value;
};

/** What is asked of the backend; a value that is no number asks nothing. */
export function toFilter(draft: FilterDraft): CaptureFilter {
  const source = amount(draft.source);
  const attribute = draft.attribute.trim();
  const filter: CaptureFilter = {
    text: draft.q || undefined,
    sources: source === undefined ? undefined : [source],
    profile: draft.profile || undefined,
    within: amount(draft.within),
    from: amount(draft.from),
    to: amount(draft.to),
    groupId: draft.group.trim() || undefined,
    attribute: attribute === '' ? undefined : { name: attribute, value: draft.value || undefined },
    minSize: amount(draft.size),
    where: draft.where.trim() || undefined,
  };
  return Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined));
}

/** The draft of a saved filter. */
export function fromFilter(filter: CaptureFilter): FilterDraft {
  const text = (value: number | undefined): string => (value === undefined ? '' : String(value));
  return {
    q: filter.text ?? '',
    source: text(filter.sources?.[0]),
    profile: filter.profile ?? '',
    within: text(filter.within),
    from: text(filter.from),
    to: text(filter.to),
    group: filter.groupId ?? '',
    attribute: filter.attribute?.name ?? '',
    value: filter.attribute?.value ?? '',
    size: text(filter.minSize),
    where: filter.where ?? '',
  };
}

/** How many conditions stand behind "More filters". */
export const countMore = ({ from, to, group, attribute, size, where }: FilterDraft): number =>
  [from, to, group, attribute, size, where].filter((value) => value !== '').length;

export const isEmptyDraft = (draft: FilterDraft): boolean => fields.every((field) => draft[field] === '');
