import { describeValues, wantedType } from './describe.ts';
import { describeCondition } from './describe-condition.ts';
import { asWritten } from './fields.ts';
import type { Condition, Scalar } from './condition.ts';
import { scalarText, scalarType } from './scalar.ts';
import { codeOf } from './condition-code.ts';
import { WORDS } from './condition-words.ts';
import type { ConditionExplanation, View } from './condition-explanation.ts';

/** Explains one condition of a key by the values that the message has there. */
export function explainCondition(
  condition: Condition,
  path: string,
  scalars: readonly Scalar[],
  { source, scope }: View,
): ConditionExplanation {
  const code = codeOf(condition, scalars);
  const { offset, length, operator } = condition;
  const params = {
    path,
    expected: describeCondition(condition),
    actual: describeValues(scalars.map((scalar) => asWritten(scalar, scope))),
    type: wantedType(condition) ?? '',
    actualType: [...new Set(scalars.map(scalarType))].join(', '),
  };
  return {
    path,
    condition: source.slice(offset, offset + length),
    operator: operator === 'anything-but-text' ? 'anything-but' : operator,
    matched: code === 'met' || code === 'met-by-absence',
    code,
    params,
    text: WORDS[code](params),
    offset,
    length,
  };
}

/** Values of a message as JSON writes them. */
export function toTexts(scalars: readonly Scalar[]): string[] {
  return scalars.map(scalarText);
}
