/** A JSON value as `JSON.parse` gives it. */
export type JsonValue = null | boolean | number | string | JsonValue[] | { [name: string]: JsonValue };

/** Whether a value has names. */
export const isObject = (value: JsonValue | undefined): value is { [name: string]: JsonValue } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Longer bodies are not read for their cause: 1 MiB is the most that SQS takes. */
const most = 1024 * 1024;

/** The JSON of a body; undefined when it is none. What an SNS envelope carries stands in place of the envelope. */
export function parseBody(body: string): JsonValue | undefined {
  const value = parse(body);
  if (!isObject(value) || !isEnvelope(value)) return value;
  return parse(value.Message) ?? value.Message;
}

/** Whether a JSON object is what SNS delivers when raw delivery is off. */
export const isEnvelope = (
  value: JsonValue | undefined,
): value is { [name: string]: JsonValue; Message: string } =>
  isObject(value) &&
  value.Type === 'Notification' &&
  typeof value.TopicArn === 'string' &&
  typeof value.Message === 'string';

/** JSON of a text; undefined when it is none. */
export function parse(text: string): JsonValue | undefined {
  const first = text.trimStart()[0];
  if (first === undefined || text.length > most || !'{["-0123456789tfn'.includes(first)) return undefined;
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    return undefined;
  }
}
