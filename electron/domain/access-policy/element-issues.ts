import { isRecord } from './parse-statement.ts';
import type { PolicyService } from './measure.ts';
import { issue, isTextList, type PolicyIssue } from './issue.ts';

const PRINCIPAL_KINDS = ['AWS', 'Service', 'Federated', 'CanonicalUser'];

/** What is wrong with a statement's Principal. */
export function* principalIssues(element: unknown): Generator<PolicyIssue> {
  if (element === '*') return;
  if (!isRecord(element) || Object.keys(element).length === 0) {
    return yield issue('bad-principal', 'A principal is "*" or an object such as {"AWS": "..."}.');
  }
  for (const [kind, names] of Object.entries(element)) {
    if (!PRINCIPAL_KINDS.includes(kind)) {
      yield issue('bad-principal', `"${kind}" is no kind of principal.`, { kind });
    } else if (!isTextList(names))
      yield issue('bad-principal', `${kind} must be a text or a list of texts.`, { kind });
  }
}

/** What is wrong with an element that takes texts. */
export function* listIssues(element: string, value: unknown): Generator<PolicyIssue> {
  if (!isTextList(value))
    yield issue('bad-element', `${element} must be a text or a list of texts.`, { element });
}

/** What is wrong with a statement's actions. */
export function* actionIssues(value: unknown, service: PolicyService): Generator<PolicyIssue> {
  const actions: unknown[] = Array.isArray(value) ? value : [value];
  for (const action of actions) {
    if (typeof action !== 'string' || action === '*') continue;
    if (!action.toLowerCase().startsWith(`${service}:`)) {
      yield issue('foreign-action', `"${action}" is no action of this service.`, { action });
    }
  }
}
