import { type AnyAttributes, baseType, toMessageAttributes } from '../message/attributes.ts';
import type { Scalar } from './condition.ts';
import { toNumberValue } from './scalar.ts';
import { asScalar, type Field, type Fields, parseOrUndefined, type Unfit, type Wanted } from './field.ts';

/** The message's attributes as a policy of scope MessageAttributes sees them. */
export function attributeFields(attributes: AnyAttributes, wanted: Wanted): Fields | Unfit {
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
