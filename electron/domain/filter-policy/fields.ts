import type { FilterMessage, FilterPolicyScope, Rule } from './model.ts';
import type { Scalar } from './condition.ts';
import type { Fields, Unfit, Wanted } from './field.ts';
import { attributeFields } from './attribute-fields.ts';
import { bodyFields } from './body-fields.ts';

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

/** A value as the message has it: undoes the second escape of attribute scope. */
export function asWritten(scalar: Scalar, scope: FilterPolicyScope): Scalar {
  const isEscaped = scope === 'MessageAttributes' && typeof scalar === 'string';
  return isEscaped ? scalar.replace(/\\(["\\])/g, '$1') : scalar;
}
