import { type Node, place, settle } from './query-tree.ts';

/** A request of the AWS query protocol, its parameters in the form of the JSON protocol. */
export interface QueryRequest {
  action: string;
  version: string;
  /** Structures and maps as objects, lists as arrays, scalars as text. */
  input: Record<string, unknown>;
}

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
