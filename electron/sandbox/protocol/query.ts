/** A request of the AWS query protocol, its parameters in the form of the JSON protocol. */
export interface QueryRequest {
  action: string;
  version: string;
  /** Structures and maps as objects, lists as arrays, scalars as text. */
  input: Record<string, unknown>;
}

type Node = string | Map<string, Node>;

/** Parameters that every query request may carry and no action lists: the signature's old places among them. */
const ENVELOPE = new Set([
  'Action',
  'Version',
  'AWSAccessKeyId',
  'Signature',
  'SignatureVersion',
  'SignatureMethod',
  'Timestamp',
  'Expires',
  'SecurityToken',
]);

/**
 * Reads a form-encoded request (body, or the query string of a GET): `Tags.member.1.Key=a` becomes
 * `{Tags: [{Key: 'a'}]}`, `Attributes.entry.1.key=a&Attributes.entry.1.value=b` becomes `{Attributes: {a: 'b'}}`; map
 * entries of the form `Name`/`Value` likewise. [AWS query protocol, Smithy awsQuery]
 */
export function parseQuery(form: string): QueryRequest {
  const root = new Map<string, Node>();
  const fields = new URLSearchParams(form);
  for (const [path, value] of fields) {
    const names = path.split('.');
    if (!ENVELOPE.has(names[0] ?? '') && !/^X-Amz-/i.test(path)) place(root, names, value);
  }
  return {
    action: fields.get('Action') ?? '',
    version: fields.get('Version') ?? '',
    input: Object.fromEntries([...root].map(([name, node]) => [name, settle(node)])),
  };
}

function place(parent: Map<string, Node>, names: string[], value: string): void {
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

function settle(node: Node): unknown {
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
