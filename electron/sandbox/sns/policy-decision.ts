/** What is asked of a policy. */
export interface Question {
  principal: { AWS: string } | { Service: string };
  action: string;
  resource: string;
  context: Record<string, string>;
}

/** What the statements of a policy say about a question; no policy says nothing. */
export function decide(policy: string | undefined, question: Question): 'allow' | 'deny' | 'none' {
  if (!policy) return 'none';
  const { Statement } = JSON.parse(policy) as { Statement: unknown };
  const met = [Statement].flat().filter((statement) => applies(statement, question));
  if (met.some((statement) => effectOf(statement) === 'Deny')) return 'deny';
  return met.length > 0 ? 'allow' : 'none';
}

function effectOf(statement: unknown): unknown {
  return new Map(Object.entries(statement ?? {})).get('Effect');
}

function applies(statement: unknown, { principal, action, resource, context }: Question): boolean {
  const fields = new Map<string, unknown>(Object.entries(statement ?? {}));
  const [[kind, name] = ['', '']] = Object.entries(principal);
  const principals = fields.get('Principal');
  const named =
    typeof principals === 'object' && principals !== null
      ? [new Map<string, unknown>(Object.entries(principals)).get(kind)].flat()
      : [principals];
  const account = name.split(':')[4] ?? '';
  const isNamed = named.some((each) => each === '*' || each === name || (account !== '' && each === account));
  if (!isNamed || !like(fields.get('Action'), action) || !like(fields.get('Resource') ?? '*', resource))
    return false;
  return Object.entries(fields.get('Condition') ?? {}).every(([operator, keys]) =>
    Object.entries(keys ?? {}).every(([key, wanted]) => {
      const actual = Object.entries(context).find(
        ([known]) => known.toLowerCase() === key.toLowerCase(),
      )?.[1];
      const matches = actual !== undefined && like(wanted, actual);
      return /Not/.test(operator) ? !matches : matches;
    }),
  );
}

function like(patterns: unknown, text: string): boolean {
  return [patterns].flat().some((pattern) => {
    const source = String(pattern)
      .replace(/[.+^${}()|[\]\\]/g, '\\$&')
      .replaceAll('*', '.*')
      .replaceAll('?', '.');
    return new RegExp(`^${source}$`, 'i').test(text);
  });
}
