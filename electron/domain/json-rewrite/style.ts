import type { Node } from 'jsonc-parser';
import type { JsonValue } from '../failure-groups/json-body.ts';

/** How a JSON text is laid out, so that what is added looks like what was there. */
export interface JsonStyle {
  /** One level of indentation; null: all on one line. */
  unit: string | null;
  /** Between a name and its value. */
  colon: string;
  /** Between two members on one line. */
  comma: string;
  newline: string;
}

/** The layout of a text whose tree is given; where it shows none, the shortest. */
export function toStyle(text: string, root: Node): JsonStyle {
  const first = root.children?.[0];
  const lead = first ? text.slice(root.offset + 1, first.offset) : '';
  const second = root.children?.[1];
  const between = first && second ? text.slice(first.offset + first.length, second.offset) : ',';
  const [name, value] = first?.type === 'property' ? (first.children ?? []) : [];
  const colon = name && value ? text.slice(name.offset + name.length, value.offset) : ':';
  const broken = /(\r\n|\n|\r)([ \t]*)$/.exec(lead);
  return {
    unit: broken ? (broken[2] ?? '') : null,
    newline: broken?.[1] ?? '\n',
    colon: /[\r\n]/.test(colon) ? ': ' : colon,
    comma: /[\r\n]/.test(between) ? ',' : between,
  };
}

/** A value as JSON in a layout; `depth` is the level that it stands on. */
export function writeJson(value: JsonValue, style: JsonStyle, depth: number): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const isList = Array.isArray(value);
  const members = isList
    ? value.map((each) => writeJson(each, style, depth + 1))
    : Object.entries(value).map(
        ([name, each]) => JSON.stringify(name) + style.colon + writeJson(each, style, depth + 1),
      );
  const [open, close] = isList ? '[]' : '{}';
  if (members.length === 0) return `${open}${close}`;
  return (
    open + toGap(style, depth + 1) + members.join(toSeparator(style, depth + 1)) + toGap(style, depth) + close
  );
}

/** What stands before the first member of a level, and before the end of the level above it. */
export const toGap = ({ unit, newline }: JsonStyle, depth: number): string =>
  unit === null ? '' : newline + unit.repeat(depth);

/** What stands between two members of a level. */
export const toSeparator = (style: JsonStyle, depth: number): string =>
  style.unit === null ? style.comma : `,${toGap(style, depth)}`;
