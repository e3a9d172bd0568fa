import type { TopicRow } from './useTopicList.ts';

/** Tags as a list writes them, in the order of their keys. */
export const toTagTexts = (tags: Readonly<Record<string, string>>): string[] =>
  Object.keys(tags)
    .sort()
    .map((key) => (tags[key] ? `${key}=${tags[key]}` : key));

/** Does a row carry a tag, written as `key` or `key=value`? Tags are case-sensitive, as AWS takes them. */
export function hasTag({ tags }: TopicRow, tag: string): boolean {
  const at = tag.indexOf('=');
  const [key, value] = at < 0 ? [tag.trim(), null] : [tag.slice(0, at).trim(), tag.slice(at + 1).trim()];
  const found = tags && Object.hasOwn(tags, key) ? tags[key] : undefined;
  return found !== undefined && (value === null || found === value);
}
