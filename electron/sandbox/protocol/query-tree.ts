/** Parameters by the parts of their names; leaves are texts. */
export type Node = string | Map<string, Node>;

/** Puts a parameter at its place in the tree. */
export function place(parent: Map<string, Node>, names: string[], value: string): void {
  const [name = '', ...rest] = names;
  if (rest.length === 0) {
    parent.set(name, value);
    return;
  }
  const known = parent.get(name);
  const child = known instanceof Map ? known : new Map<string, Node>();
  parent.set(name, child);
  place(child, rest, value);
}

/** Turns members with numbers into lists, and entries into maps. */
export function settle(node: Node): unknown {
  if (typeof node === 'string') return node;
  const members = numbered(node.get('member'));
  if (members && node.size === 1) return members.map(settle);
  const entries = numbered(node.get('entry'));
  if (entries && node.size === 1) return toMap(entries);
  return Object.fromEntries([...node].map(([name, child]) => [name, settle(child)]));
}

/** Children named 1, 2, 3 in order of their numbers, whatever order they came in; null when they are not. */
function numbered(node: Node | undefined): Node[] | null {
  if (!(node instanceof Map) || ![...node.keys()].every((name) => /^\d+$/.test(name))) return null;
  return [...node].sort(([a], [b]) => Number(a) - Number(b)).map(([, child]) => child);
}

function toMap(entries: Node[]): Record<string, unknown> {
  const pairs = entries.flatMap((entry) => {
    if (typeof entry === 'string') return [];
    const key = entry.get('key') ?? entry.get('Name') ?? entry.get('name');
    const value = entry.get('value') ?? entry.get('Value') ?? '';
    return typeof key === 'string' ? [[key, settle(value)] as const] : [];
  });
  return Object.fromEntries(pairs);
}
