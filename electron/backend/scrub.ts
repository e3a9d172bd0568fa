// Names under which credentials and message content travel, in any spelling.
const secretName =
  /^(.*(secret|password|token|credential|authorization|cookie|passphrase|mfacode|accesskey).*|(message)?(body|attributes|bodies)|stringvalue|binaryvalue|value)$/i;
// Access key ids, and what stands after the name of a secret in running text.
const secretText =
  /\b(?:AKIA|ASIA)[A-Z0-9]{12,}\b|((?:secret|token|password|signature|authorization)["']?\s*[:=]\s*["']?)[^\s"',&]+/gi;

/** A copy for the log: secrets and message content replaced, errors as name, message and stack. */
export function scrub(fields: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [
      name,
      secretName.test(name) ? '[removed]' : scrubValue(value, 4),
    ]),
  );
}

function scrubValue(value: unknown, depth: number): unknown {
  if (typeof value === 'string')
    return value.replace(secretText, (_, lead: string | undefined) => `${lead ?? ''}[removed]`);
  if (typeof value !== 'object' || value === null) return value;
  if (depth === 0) return '[deep]';
  if (value instanceof Error) {
    const { name, message, stack } = value;
    return { name, message: scrubValue(message, 1), stack: scrubValue(stack, 1) };
  }
  if (Array.isArray(value)) return value.map((item) => scrubValue(item, depth - 1));
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [
      name,
      secretName.test(name) ? '[removed]' : scrubValue(item, depth - 1),
    ]),
  );
}
