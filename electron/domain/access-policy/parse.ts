import type { AccessPolicy } from './model.ts';
import { isRecord, parseStatement } from './parse-statement.ts';

/** Reads a policy (JSON value, or its text) into one spelling; null when it is no JSON object. What is malformed inside is left out. */
export function parseAccessPolicy(policy: unknown): AccessPolicy | null {
  const value = typeof policy === 'string' ? parseOrNull(policy) : policy;
  if (!isRecord(value)) return null;
  const statements = Array.isArray(value.Statement) ? value.Statement : [value.Statement];
  return {
    version: typeof value.Version === 'string' ? value.Version : '2008-10-17',
    id: typeof value.Id === 'string' ? value.Id : null,
    statements: statements.flatMap((statement: unknown, index) =>
      isRecord(statement) ? [parseStatement(statement, index)] : [],
    ),
  };
}

function parseOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
