import { SNS } from '../../domain/limits.ts';
import { structuresOf, textOf, type Input } from './input.ts';
import { invalidParameter, refused } from './refusals.ts';

/** Reads `Tags` of a request; fails as AWS does on keys that repeat or are too long. [SNS API TagResource] */
export function parseTags(input: Input): Map<string, string> {
  const tags = new Map<string, string>();
  for (const tag of structuresOf(input, 'Tags')) {
    const key = textOf(tag, 'Key') ?? '';
    const value = textOf(tag, 'Value') ?? '';
    if (tags.has(key)) throw invalidParameter('Duplicated keys are not allowed.');
    if (key.length < 1 || key.length > SNS.tagKeyLength)
      throw invalidParameter('Tags Reason: Tag key length is invalid');
    if (value.length > SNS.tagValueLength) throw invalidParameter('Tags Reason: Tag value length is invalid');
    if (/^aws:/i.test(key))
      throw invalidParameter('Tags Reason: aws: prefixed tag key names are not allowed');
    tags.set(key, value);
  }
  return tags;
}

/** The tags a topic would have with these added; fails above fifty. */
export function mergeTags(present: Map<string, string>, added: Map<string, string>): Map<string, string> {
  const merged = new Map([...present, ...added]);
  if (merged.size > SNS.tags)
    throw refused('TagLimitExceeded', 'Could not complete request: tag quota of per resource exceeded');
  return merged;
}

/** Tags in the form of an answer. */
export function toTagList(tags: Map<string, string>): Array<{ Key: string; Value: string }> {
  return [...tags].map(([Key, Value]) => ({ Key, Value }));
}
