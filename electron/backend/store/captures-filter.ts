import type { SQLInputValue } from 'node:sqlite';
import type { CaptureFilter } from '../../contract/captures.ts';

/** Conditions on `captured_message m`, `capture_source s` and `captured_body b`, with their values. */
export interface CaptureConditions {
  where: string[];
  /** The condition that asks the search index; null when none does. */
  indexed: string | null;
  values: Record<string, SQLInputValue>;
  /** Whether a condition reads the bodies' table. */
  bodies: boolean;
}

/** Name of the SQL function that finds a text regardless of case where SQLite's LIKE knows ASCII alone. */
export const holdsText = 'spillway_holds';

/** A kept message is believed to be in its queue. */
const inQueue = 'm.left_by IS NULL AND m.deleted_at IS NULL';

/** A filter whose times are fixed and whose expression was asked: what it means is among these ids. */
export interface MeantFilter extends CaptureFilter {
  ids?: readonly number[];
}

/** The conditions of a filter. */
export function toConditions(filter: MeantFilter): CaptureConditions {
  const where: string[] = [];
  const values: CaptureConditions['values'] = {};
  let bodies = false;
  let indexed: string | null = null;
  const add = (condition: string, more: CaptureConditions['values']): void => {
    where.push(condition);
    Object.assign(values, more);
  };
  const { text, sources, attribute } = filter;
  if (sources)
    add('m.source IN (SELECT value FROM json_each(:sources))', { sources: JSON.stringify(sources) });
  if (filter.profile !== undefined) add('s.profile = :profile', { profile: filter.profile });
  if (filter.from !== undefined) add('m.at >= :from', { from: filter.from });
  if (filter.to !== undefined) add('m.at < :to', { to: filter.to });
  if (filter.groupId !== undefined) add('m.group_id = :groupId', { groupId: filter.groupId });
  if (filter.minSize !== undefined) add('m.size >= :minSize', { minSize: filter.minSize });
  if (filter.maxSize !== undefined) add('m.size <= :maxSize', { maxSize: filter.maxSize });
  if (filter.inQueue !== undefined) where.push(filter.inQueue ? inQueue : `NOT (${inQueue})`);
  if (filter.cause) {
    add(
      `m.id IN (SELECT g.id FROM captured_group AS g JOIN capture_grouping AS gs ON gs.id = g.grouping
        WHERE gs.path = :causePath AND g.key = :causeKey)`,
      { causePath: filter.cause.path, causeKey: filter.cause.key },
    );
  }
  if (filter.causes) {
    add(
      `m.id IN (SELECT g.id FROM captured_group AS g JOIN capture_grouping AS gs ON gs.id = g.grouping
        WHERE gs.path = :causesPath AND g.key IN (SELECT value FROM json_each(:causesKeys)))`,
      { causesPath: filter.causes.path, causesKeys: JSON.stringify(filter.causes.keys) },
    );
  }
  if (filter.ids) {
    add('m.id IN (SELECT value FROM json_each(:meantIds))', { meantIds: JSON.stringify(filter.ids) });
  }
  if (filter.messageIds) {
    add('m.message_id IN (SELECT value FROM json_each(:messageIds))', {
      messageIds: JSON.stringify(filter.messageIds),
    });
  }
  if (attribute) {
    bodies = true;
    const { name, value } = attribute;
    const fits = (of: string): string => (value === undefined ? '' : ` AND ${of} = :attributeValue`);
    add(
      `(EXISTS (SELECT 1 FROM json_each(b.attributes) AS a WHERE a.key = :attributeName${fits("json_extract(a.value, '$.value')")})
        OR EXISTS (SELECT 1 FROM json_each(b.system) AS a WHERE a.key = :attributeName${fits('a.value')}))`,
      { attributeName: name, ...(value !== undefined && { attributeValue: value }) },
    );
  }
  if (text) {
    bodies = true;
    const trigrams = toTrigrams(text);
    // The index finds which messages hold all trigrams; whether they stand in a row only the text itself tells.
    if (trigrams) {
      indexed = 'm.id IN (SELECT rowid FROM captured_text WHERE captured_text MATCH :match)';
      values.match = trigrams;
    }
    if (hasForeignCase(text)) {
      add(`(${holdsText}(b.body, :text) OR ${holdsText}(b.words, :text))`, { text: text.toLowerCase() });
    } else {
      add("(b.body LIKE :like ESCAPE '\\' OR b.words LIKE :like ESCAPE '\\')", { like: toLike(text) });
    }
  }
  return { where, indexed, values, bodies };
}

const mostTrigrams = 8;

/** Trigrams of a text as an FTS5 query; null for a text of fewer than three characters. */
export function toTrigrams(text: string): string | null {
  const characters = [...text.toWellFormed()];
  const trigrams = new Set<string>();
  for (let i = 0; i + 3 <= characters.length; i += 1) trigrams.add(characters.slice(i, i + 3).join(''));
  // A query needs no more of them than tell messages apart; the text itself is compared in the end.
  const all = [...trigrams];
  const some = all.filter((_, i) => i % Math.ceil(all.length / mostTrigrams) === 0);
  return some.length === 0 ? null : some.map((one) => `"${one.replaceAll('"', '""')}"`).join(' AND ');
}

/** Has the text letters beyond ASCII that differ in case (Korean has none)? */
export function hasForeignCase(text: string): boolean {
  return [...text].some((letter) => letter > '\x7f' && letter.toLowerCase() !== letter.toUpperCase());
}

const toLike = (text: string): string => `%${text.toWellFormed().replace(/[\\%_]/g, '\\$&')}%`;
