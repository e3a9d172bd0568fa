import type { PolicyCondition, Principal, Statement } from './model.ts';

const KINDS = ['AWS', 'Service', 'Federated', 'CanonicalUser'] as const;

/** Reads one statement; what is malformed in it is left out. */
export function parseStatement(statement: Record<string, unknown>, index: number): Statement {
  const { Sid, Effect, Principal, NotPrincipal, Action, NotAction, Resource, NotResource } = statement;
  return {
    index,
    sid: typeof Sid === 'string' ? Sid : null,
    effect: Effect === 'Allow' || Effect === 'Deny' ? Effect : null,
    principals: parsePrincipals(Principal ?? NotPrincipal),
    notPrincipal: Principal === undefined && NotPrincipal !== undefined,
    actions: toTexts(Action ?? NotAction),
    notAction: Action === undefined && NotAction !== undefined,
    resources: toTexts(Resource ?? NotResource),
    notResource: Resource === undefined && NotResource !== undefined,
    conditions: parseConditions(statement.Condition),
  };
}

function parsePrincipals(element: unknown): Principal[] | null {
  if (element === '*') return [{ kind: 'AWS', name: '*' }];
  if (!isRecord(element)) return null;
  return KINDS.flatMap((kind) => toTexts(element[kind]).map((name) => ({ kind, name })));
}

function parseConditions(element: unknown): PolicyCondition[] {
  if (!isRecord(element)) return [];
  return Object.entries(element).flatMap(([operator, keys]) =>
    isRecord(keys)
      ? Object.entries(keys).map(([key, values]) => ({ operator, key, values: toTexts(values) }))
      : [],
  );
}

/** A text or a list of texts as a list; numbers and booleans as AWS spells them. */
function toTexts(value: unknown): string[] {
  return (Array.isArray(value) ? value : [value]).flatMap((item: unknown) =>
    typeof item === 'string' || typeof item === 'number' || typeof item === 'boolean' ? [String(item)] : [],
  );
}

/** Is this a JSON object? */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
