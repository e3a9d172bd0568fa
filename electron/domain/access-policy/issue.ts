/** Something about a policy, in a form that can be worded in any language; `text` is the English. */
export interface PolicyIssue {
  code: string;
  /** Place of the statement, absent when it is about the whole policy. */
  statement?: number;
  params: Readonly<Record<string, string | number>>;
  text: string;
}

/** Elements that no policy has there. */
export function* unknownElements(
  object: Record<string, unknown>,
  known: readonly string[],
): Generator<PolicyIssue> {
  for (const element of Object.keys(object)) {
    if (!known.includes(element))
      yield issue('unknown-element', `"${element}" is no element of a policy.`, { element });
  }
}

/** A text, or a list of texts. */
export function isTextList(value: unknown): boolean {
  const items: unknown[] = Array.isArray(value) ? value : [value];
  return items.length > 0 && items.every((item) => typeof item === 'string' && item !== '');
}

/** Makes an issue. */
export function issue(code: string, text: string, params: PolicyIssue['params'] = {}): PolicyIssue {
  return { code, params, text };
}
