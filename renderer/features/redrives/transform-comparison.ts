import type { ExpressionContent, Transformed } from '../../../electron/contract/index.ts';
import { indentJson } from '../../ui/json-text.ts';

/** A message before and after as two texts. Indented for reading; attributes and ids stand above, where they change. */
export function toComparison({ before, after }: Transformed): { before: string; after: string } {
  const then = after ?? before;
  const facts = factsOf(before, then);
  return { before: toText(before, facts), after: toText(then, facts) };
}

type Fact = { name: string; read: (content: ExpressionContent) => string | null };

function factsOf(before: ExpressionContent, after: ExpressionContent): Fact[] {
  const names = [...new Set([...Object.keys(before.attributes), ...Object.keys(after.attributes)])].sort();
  const all: Fact[] = [
    { name: 'MessageGroupId', read: ({ groupId }) => groupId },
    { name: 'MessageDeduplicationId', read: ({ deduplicationId }) => deduplicationId },
    ...names.map((name) => ({
      name,
      read: ({ attributes }: ExpressionContent) => {
        const found = attributes[name];
        return found ? `${found.value} (${found.type})` : null;
      },
    })),
  ];
  return all.filter(({ read }) => read(before) !== read(after));
}

function toText(content: ExpressionContent, facts: readonly Fact[]): string {
  const lines = facts.flatMap(({ name, read }) => {
    const value = read(content);
    return value === null ? [] : [`${name}: ${value}`];
  });
  const body = indentJson(content.body) ?? content.body;
  return facts.length > 0 ? `${lines.join('\n')}\n\n${body}` : body;
}
