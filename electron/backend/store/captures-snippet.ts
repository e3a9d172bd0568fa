import type { CapturedHit } from '../../contract/captures.ts';

// Short, so that the hit is in sight in a narrow column too.
const before = 18;
const after = 160;

/** Cuts a text round its hit; white space becomes single blanks, so that it fits a line. */
export function toSnippet(
  text: string,
  needle: string,
  where: CapturedHit['snippet']['where'],
): CapturedHit['snippet'] {
  const found = needle === '' ? -1 : text.toLowerCase().indexOf(needle.toLowerCase());
  // Lower case may be longer than what it comes from (İ): then the place would be wrong, and nothing is marked.
  const at = found >= 0 && text.toLowerCase().length === text.length ? found : -1;
  if (at < 0) return { before: line(text.slice(0, before + after)), match: '', after: '', where };
  const from = Math.max(0, at - before);
  const end = at + needle.length;
  return {
    before: (from > 0 ? '…' : '') + line(text.slice(from, at)).trimStart(),
    match: text.slice(at, end),
    after: line(text.slice(end, end + after)),
    where,
  };
}

const line = (text: string): string => text.replace(/\s+/g, ' ').toWellFormed();
