import type { MessageAttributes } from '../../contract/messages.ts';
import type { ExpressionContent } from '../../contract/redrives-expressions.ts';
import type { JsonValue } from '../../domain/failure-groups/json-body.ts';
import { rewriteJson } from '../../domain/json-rewrite/rewrite.ts';
import { validateMessage } from '../../domain/message/validate.ts';
import type { ExpressionMessage } from './message.ts';

/** What `$with` was given: the parts of a message that an expression rewrites, the others stay. */
export class Rewriting {
  readonly parts: Record<string, unknown>;
  constructor(parts: Record<string, unknown>) {
    this.parts = parts;
  }
}

const known = ['body', 'attributes', 'groupId', 'deduplicationId'];

/** What JSONata takes for true. [docs.jsonata.org, $boolean] */
export function isTrue(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(isTrue);
  if (typeof value === 'function' || isLambda(value)) return false;
  if (typeof value === 'object' && value !== null) return Object.keys(value).length > 0;
  return Boolean(value);
}

const isLambda = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && ('_jsonata_lambda' in value || '_jsonata_function' in value);

/** A result as JSON holds it. @throws Error when it is, or holds, what JSON does not */
function toJson(value: unknown): JsonValue {
  const text = JSON.stringify(value, (_, each: unknown) => {
    if (typeof each === 'function' || isLambda(each)) throw new Error('The result holds a function.');
    if (each instanceof Rewriting) throw new Error('$with stands alone: it is the whole result.');
    return each;
  }) as string | undefined;
  if (text === undefined) throw new Error('The expression gives nothing for this message.');
  return JSON.parse(text) as JsonValue;
}

/** The message that a transform's result means. @throws Error with the reason, in words */
export function toContent(
  result: unknown,
  message: ExpressionMessage,
  isJson: boolean,
): { content: ExpressionContent; changed: boolean } {
  const before: ExpressionContent = {
    body: message.body,
    attributes: message.attributes,
    groupId: message.system.MessageGroupId ?? null,
    deduplicationId: null,
  };
  const parts = result instanceof Rewriting ? result.parts : { body: result };
  const odd = Object.keys(parts).find((name) => !known.includes(name));
  if (odd !== undefined) throw new Error(`$with knows ${known.join(', ')}, not ${odd}.`);
  const content = { ...before };
  if (Object.hasOwn(parts, 'body') || !(result instanceof Rewriting))
    content.body = toBody(toJson(parts.body), message.body, isJson);
  if (parts.attributes !== undefined) content.attributes = toAttributes(before.attributes, parts.attributes);
  if (parts.groupId !== undefined) content.groupId = toId('groupId', parts.groupId);
  if (parts.deduplicationId !== undefined)
    content.deduplicationId = toId('deduplicationId', parts.deduplicationId);
  const changed =
    content.body !== before.body ||
    content.groupId !== before.groupId ||
    content.deduplicationId !== null ||
    JSON.stringify(content.attributes) !== JSON.stringify(before.attributes);
  const [fault] = changed ? validateMessage(content.body, content.attributes) : [];
  if (fault) throw new Error(fault.message);
  return { content, changed };
}

function toBody(value: JsonValue, body: string, isJson: boolean): string {
  // A text is the body as it stands, unless the body was a JSON text in quotes before.
  if (typeof value === 'string' && !(isJson && /^\s*"/.test(body))) return value;
  if (!isJson) return JSON.stringify(value);
  const rewritten = rewriteJson(body, value);
  if (rewritten.ok) return rewritten.text;
  const { why, place } = rewritten.fault;
  throw new Error(
    why === 'number'
      ? `At ${place}: a number of more digits than JSONata computes with would be changed.`
      : `At ${place}: a name stands twice there, and one of them would be lost.`,
  );
}

function toAttributes(before: MessageAttributes, given: unknown): MessageAttributes {
  if (typeof given !== 'object' || given === null || Array.isArray(given))
    throw new Error('attributes is an object: {"name": "text", "count": 1, "dropped": null}.');
  const after = { ...before };
  for (const [name, value] of Object.entries(given)) {
    const old = Object.hasOwn(before, name) ? before[name] : undefined;
    if (value === null) delete after[name];
    else if (typeof value === 'string')
      after[name] = old && !old.binary ? { ...old, value } : { type: 'String', binary: false, value };
    else if (typeof value === 'number') after[name] = { type: 'Number', binary: false, value: String(value) };
    else after[name] = toTyped(name, value);
  }
  return after;
}

function toTyped(name: string, value: unknown): MessageAttributes[string] {
  const { type, value: text } = (typeof value === 'object' ? value : {}) as {
    type?: unknown;
    value?: unknown;
  };
  if (typeof type !== 'string' || typeof text !== 'string')
    throw new Error(
      `The attribute ${name} is a text, a number, null, or {"type": "String", "value": "text"}.`,
    );
  return { type, binary: type === 'Binary' || type.startsWith('Binary.'), value: text };
}

function toId(name: string, value: unknown): string | null {
  if (value === null) return null;
  if (typeof value === 'string' && /^[\x21-\x7e]{1,128}$/.test(value)) return value;
  throw new Error(`${name} is a text of 1 to 128 letters, digits and punctuation.`);
}
