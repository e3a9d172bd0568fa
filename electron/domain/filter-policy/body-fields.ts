import { ExactNumber } from './exact.ts';
import type { FilterMessage } from './model.ts';
import { asScalar, type Field, type Fields, parseOrUndefined, type Unfit, type Wanted } from './field.ts';

/** Nesting that AWS's JSON reader takes. */
const DEPTH = 1000;

/** The message's body as a policy of scope MessageBody sees it. */
export function bodyFields(message: FilterMessage, wanted: Wanted): Fields | Unfit {
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
