/** One tag as it is being written. */
export interface TagDraft {
  id: number;
  key: string;
  value: string;
}
let nextTag = 1;
export const newTag = (key = '', value = ''): TagDraft => ({ id: nextTag++, key, value });
export const toTagDrafts = (tags: Readonly<Record<string, string>>): TagDraft[] =>
  Object.entries(tags).map(([key, value]) => newTag(key, value));

/** Tags by key; lines without a key and a value are none. */
export const toTags = (drafts: readonly TagDraft[]): Record<string, string> =>
  Object.fromEntries(
    drafts.filter(({ key, value }) => key !== '' || value !== '').map(({ key, value }) => [key, value]),
  );

/** Keys that stand more than once. */
export const doubleKeys = (drafts: readonly TagDraft[]): Set<string> => {
  const keys = drafts.map(({ key }) => key).filter(Boolean);
  return new Set(keys.filter((key, at) => keys.indexOf(key) !== at));
};

/** What has to be set and removed to get from one set of tags to another. */
export function changedTags(
  before: Readonly<Record<string, string>>,
  next: Readonly<Record<string, string>>,
): { set: Record<string, string>; remove: string[] } {
  return {
    set: Object.fromEntries(Object.entries(next).filter(([key, value]) => before[key] !== value)),
    remove: Object.keys(before).filter((key) => !(key in next)),
  };
}
