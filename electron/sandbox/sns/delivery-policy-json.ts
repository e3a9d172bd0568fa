/** A delivery policy that is not as AWS wants it; the message is what follows `DeliveryPolicy: `. */
export class DeliveryPolicyError extends Error {}

/** The JSON object that a text holds; empty where there is none. */
export function parse(text: string | undefined): Record<string, unknown> {
  if (!text) return {};
  try {
    return objectAt(JSON.parse(text), '');
  } catch (error) {
    if (error instanceof DeliveryPolicyError) throw error;
    throw new DeliveryPolicyError('failed to parse JSON.');
  }
}

/** An object within another by its name, or the value itself for ''; empty where there is none. */
export function objectAt(value: unknown, name: string): Record<string, unknown> {
  const at = name === '' ? value : (value as Record<string, unknown>)[name];
  if (at === undefined || at === null) return {};
  if (typeof at !== 'object' || Array.isArray(at))
    throw new DeliveryPolicyError(`${name || 'policy'} must be an object`);
  return at as Record<string, unknown>;
}
