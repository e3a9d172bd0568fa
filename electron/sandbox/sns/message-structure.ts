import { invalidParameter } from './refusals.ts';

/** The texts by protocol of `MessageStructure=json`: values that are no text are ignored, repeated keys refused. */
export function parseStructure(message: string): Record<string, string> & { default: string } {
  const failed = () => invalidParameter('Message Structure - JSON message body failed to parse');
  let parsed: unknown;
  try {
    parsed = JSON.parse(message);
  } catch {
    throw failed();
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) throw failed();
  const repeated = repeatedKey(message);
  if (repeated !== undefined)
    throw invalidParameter(`Message Structure - Duplicate key in JSON message body: ${repeated}`);
  const bodies = Object.fromEntries(
    Object.entries(parsed).filter((pair): pair is [string, string] => typeof pair[1] === 'string'),
  );
  const { default: common } = bodies;
  if (common === undefined)
    throw invalidParameter('Message Structure - No default entry in JSON message body');
  return { ...bodies, default: common };
}

/** The first key that the outermost object of a valid JSON text has twice. */
function repeatedKey(json: string): string | undefined {
  const seen = new Set<string>();
  let depth = 0;
  for (const match of json.matchAll(/"(?:[^"\\]|\\.)*"(\s*:)?|[{}[\]]/g)) {
    const [token, colon] = match;
    if (token === '{' || token === '[') depth += 1;
    else if (token === '}' || token === ']') depth -= 1;
    else if (colon !== undefined && depth === 1) {
      const key: unknown = JSON.parse(token.slice(0, -colon.length));
      if (seen.has(String(key))) return String(key);
      seen.add(String(key));
    }
  }
  return undefined;
}
