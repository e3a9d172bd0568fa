import { type ANY, type Glob, type STAR, toGlob } from './glob.ts';
import type { RequestContext } from './context.ts';

const VARIABLE = /\$\{([^}]*)\}/g;
const WITH_DEFAULT = /^([^,]+?)\s*,\s*'([^']*)'$/;

/**
 * A policy's text as a pattern with its variables replaced; null when a variable has no value, for then nothing matches.
 * `${*}`, `${?}` and `${$}` are the plain characters. Variables exist in policies of 2012-10-17. [IAM UG policy variables]
 */
export function expandVariables(text: string, version: string, context: RequestContext): Glob | null {
  if (version < '2012-10-17' || !text.includes('${')) return toGlob(text);
  const glob: Array<string | typeof STAR | typeof ANY> = [];
  let from = 0;
  for (const found of text.matchAll(VARIABLE)) {
    const value = valueOf(found[1] ?? '', context);
    if (value === null) return null;
    glob.push(...toGlob(text.slice(from, found.index)), ...Array.from(value));
    from = found.index + found[0].length;
  }
  return [...glob, ...toGlob(text.slice(from))];
}

function valueOf(name: string, context: RequestContext): string | null {
  if (name === '*' || name === '?' || name === '$') return name;
  const [, key = name, fallback] = WITH_DEFAULT.exec(name) ?? [];
  const values = context.get(key.trim().toLowerCase());
  return values?.length === 1 ? (values[0] ?? null) : (fallback ?? null);
}
