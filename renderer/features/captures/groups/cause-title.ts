import type { ComposerTranslation } from 'vue-i18n';
import type { FailureGroup } from '../../../../electron/contract/index.ts';

/** A cause in words. */
export const titleOf = (
  { kind, title }: Pick<FailureGroup, 'kind' | 'title'>,
  t: ComposerTranslation,
): string => title || t(kind === 'missing' ? 'captures.groups.missing' : 'captures.groups.nothing');

/** The colour of a cause, by its place among the largest; always beside its name. */
export const colourOf = (at: number): string => `var(--cause-${Math.min(at, 5) + 1})`;

/** Whether a text that is searched for is meant as an expression. */
export const looksLikeExpression = (text: string): boolean =>
  /[<>=]|\$\w*[.(]|\w\[|\b(?:and|or|in)\b\s*["([$]/u.test(text);
