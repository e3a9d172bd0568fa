const uuid = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';
const email = "[\\p{L}\\p{N}._%+'-]{1,64}@[\\p{L}\\p{N}-]{1,63}(?:\\.[\\p{L}\\p{N}-]{1,63}){1,8}";
const clock = '\\d{1,2}:\\d{2}(?::\\d{2}(?:[.,]\\d{1,9})?)?(?:Z|[+-]\\d{2}:?\\d{2})?';
const date = `(?:\\d{4}[-/]\\d{2}[-/]\\d{2}|\\d{1,2}[/.]\\d{1,2}[/.]\\d{4})(?:[T ]${clock})?`;
const word = '[a-z0-9]+';
const parts = new RegExp(
  `(?<uuid>${uuid})|(?<email>${email})|(?<date>${date}|${clock})|(?<word>${word})`,
  'giu',
);

/** What is read of a text, and what is left of it, in characters. */
const most = { read: 4_000, kept: 300 };

/**
 * The first line of a text with what differs from message to message replaced: `{uuid}`, `{email}`, `{date}`, `{hex}`,
 * `{id}` (letters and digits mixed) and `{n}` (numbers, with their unit or prefix left standing). Version names such as
 * `v2` or `S3` stay. Takes time linear in the text.
 */
export function toTemplate(text: string): string {
  const line =
    text
      .slice(0, most.read)
      .trimStart()
      .split(/[\r\n]/u, 1)[0] ?? '';
  return line
    .replace(parts, (part: string, ...rest: unknown[]) => {
      const groups = rest.at(-1) as Record<'uuid' | 'email' | 'date', string | undefined>;
      if (groups.uuid !== undefined) return '{uuid}';
      if (groups.email !== undefined) return '{email}';
      return groups.date !== undefined ? '{date}' : toWord(part);
    })
    .replace(/[+-]?\{n\}(?:[.,:/-]\{n\})+/gu, '{n}')
    .replace(/\s+/gu, ' ')
    .slice(0, most.kept)
    .trimEnd();
}

function toWord(word: string): string {
  if (!/\d/u.test(word)) return word.length >= 16 && /^[0-9a-f]+$/iu.test(word) ? '{hex}' : word;
  if (/^\d+$/u.test(word)) return '{n}';
  if (/^0x[0-9a-f]+$/iu.test(word)) return '{hex}';
  if (word.length >= 8 && /^[0-9a-f]+$/iu.test(word)) return '{hex}';
  // A number with its unit: 30s, 10000ms, 5xx.
  const united = /^\d+([a-z]{1,3})$/iu.exec(word);
  if (united) return `{n}${united[1]}`;
  // A prefix with its number: usr7731. Short ones are names: v2, S3, IPv6.
  const numbered = /^([a-z]+)(\d+)$/iu.exec(word);
  if (numbered) return (numbered[2]?.length ?? 0) >= 3 ? `${numbered[1]}{n}` : word;
  return word.length >= 6 ? '{id}' : word;
}

/**
 * A template in the form that is compared: an id may happen to be of digits alone or to look like hex, so that the kinds
 * of placeholder count as one, and a run of them as one.
 */
export const toComparable = (template: string): string =>
  template.replace(/\{(?:uuid|hex|id|n|date)\}(?:[-_.:/]?\{(?:uuid|hex|id|n|date)\})*/gu, '{}');
