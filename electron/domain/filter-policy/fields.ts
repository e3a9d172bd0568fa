import { type AnyAttributes, baseType, toMessageAttributes } from '../message/attributes.ts';
import { ExactNumber, parseExactly } from './json.ts';
import type { FilterMessage, FilterPolicyScope, Rule, Scalar } from './model.ts';
import { toNumberValue } from './scalar.ts';

/** Nesting that AWS's JSON reader takes. */
const DEPTH = 1000;

/** A value of a message, with the array elements it lies in: pairs of array id and index. */
export interface Field {
  scalar: Scalar;
  membership: readonly number[];
}

/** The values of a message by path, as far as a policy names them. */
export type Fields = ReadonlyMap<string, readonly Field[]>;

/** Why a message passes no policy at all, whatever its conditions say. */
export type Unfit =
  /** No attribute that a filter sees: metric FilteredOut-NoMessageAttributes. */
  | { unfit: 'no-attributes' }
  /** A named String.Array attribute is no JSON: metric FilteredOut-InvalidAttributes. */
  | { unfit: 'invalid-attribute'; name: string }
  /** The text is no JSON object: metric FilteredOut-InvalidMessageBody. */
  | { unfit: 'body-not-object' }
  /** The body is an object without any key. */
  | { unfit: 'empty-body' };

/** Paths that a policy names, and all beginnings of these. */
export interface Wanted {
  paths: ReadonlySet<string>;
  prefixes: ReadonlySet<string>;
}

/** Collects the paths of a policy, so that the rest of a message is not looked at. */
export function wantedPaths(rules: readonly Rule[]): Wanted {
  const paths = new Set<string>();
  const prefixes = new Set<string>();
  const visit = (rule: Rule): void => {
    if (rule.kind === 'or') return rule.branches.flat().forEach(visit);
    paths.add(rule.path);
    for (let dot = rule.path.indexOf('.'); dot >= 0; dot = rule.path.indexOf('.', dot + 1)) {
      prefixes.add(rule.path.slice(0, dot));
    }
  };
  rules.forEach(visit);
  return { paths, prefixes };
}

/** The part of a message that a policy looks at. */
export function toFields(message: FilterMessage, scope: FilterPolicyScope, wanted: Wanted): Fields | Unfit {
  return scope === 'MessageBody'
    ? bodyFields(message, wanted)
    : attributeFields(message.attributes ?? {}, wanted);
}

function attributeFields(attributes: AnyAttributes, wanted: Wanted): Fields | Unfit {
  // Binary attributes are ignored: to a filter they are not there.
  const seen = Object.entries(toMessageAttributes(attributes)).filter(
    ([, { type }]) => baseType(type) !== 'Binary',
  );
  if (seen.length === 0) return { unfit: 'no-attributes' };
  const fields = new Map<string, Field[]>();
  for (const [name, { type, value }] of seen) {
    if (!wanted.paths.has(name)) continue;
    const scalars = attributeScalars(type, value);
    if (!scalars) return { unfit: 'invalid-attribute', name };
    fields.set(
      name,
      scalars.map((scalar) => ({ scalar, membership: [] })),
    );
  }
  return fields;
}

function attributeScalars(type: string, value: string): Scalar[] | null {
  if (type.endsWith('.Array')) {
    const parsed = parseOrUndefined(value);
    if (parsed === undefined) return null;
    return (Array.isArray(parsed) ? parsed : [parsed]).flatMap((element: unknown) => {
      const scalar = asScalar(element);
      return scalar === undefined ? [] : [typeof scalar === 'string' ? escapeText(scalar) : scalar];
    });
  }
  return [baseType(type) === 'Number' ? toNumberValue(value) : escapeText(value)];
}

/** Attribute scope compares the JSON spelling: `"` and `\` need a second escape in the policy. [SNS DG constraints] */
function escapeText(text: string): string {
  return text.replace(/["\\]/g, '\\$&');
}

/** A value as the message has it: undoes the second escape of attribute scope. */
export function asWritten(scalar: Scalar, scope: FilterPolicyScope): Scalar {
  const isEscaped = scope === 'MessageAttributes' && typeof scalar === 'string';
  return isEscaped ? scalar.replace(/\\(["\\])/g, '$1') : scalar;
}

function bodyFields(message: FilterMessage, wanted: Wanted): Fields | Unfit {
  const body = message.raw === undefined ? message.body : parseOrUndefined(message.raw);
  if (typeof body !== 'object' || body === null || Array.isArray(body) || body instanceof ExactNumber) {
    return { unfit: 'body-not-object' };
  }
  if (Object.keys(body).length === 0) return { unfit: 'empty-body' };
  const fields = new Map<string, Field[]>();
  let arrays = 0;
  const visit = (value: unknown, path: string, membership: readonly number[]): void => {
    const scalar = asScalar(value);
    if (scalar !== undefined) {
      if (!wanted.paths.has(path)) return;
      const found = fields.get(path);
      if (found) found.push({ scalar, membership });
      else fields.set(path, [{ scalar, membership }]);
    } else if (Array.isArray(value)) {
      if (membership.length >= 2 * DEPTH) throw new RangeError('nesting too deep');
      const id = arrays++;
      value.forEach((element: unknown, index) => {
        // A plain value needs no element of its own: `["a","b"]` holds both at once.
        const isPlain = asScalar(element) !== undefined;
        visit(element, path, isPlain ? membership : [...membership, id, index]);
      });
    } else if (typeof value === 'object' && value !== null) {
      if (path === '' || wanted.prefixes.has(path)) visitMembers(value, path, membership);
    }
  };
  const visitMembers = (object: object, path: string, membership: readonly number[]): void => {
    for (const [key, value] of Object.entries(object)) {
      const inner = path === '' ? key : `${path}.${key}`;
      if (wanted.paths.has(inner) || wanted.prefixes.has(inner)) visit(value, inner, membership);
    }
  };
  try {
    visitMembers(body, '', []);
  } catch (error) {
    if (error instanceof RangeError) return { unfit: 'body-not-object' };
    throw error;
  }
  return fields;
}

function asScalar(value: unknown): Scalar | undefined {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number') return toNumberValue(String(value));
  return value instanceof ExactNumber ? toNumberValue(value.text) : undefined;
}

function parseOrUndefined(text: string): unknown {
  try {
    // A double holds fifteen digits; longer numbers are read exactly.
    return /[\d.]{16}/.test(text) ? parseExactly(text) : (JSON.parse(text) as unknown);
  } catch {
    return undefined;
  }
}
