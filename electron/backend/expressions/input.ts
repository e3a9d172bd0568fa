import { isEnvelope, type JsonValue } from '../../domain/failure-groups/json-body.ts';
import type { ExpressionMessage } from './message.ts';

/** The value of a text that is JSON; undefined when it is none. */
function parse(text: string): JsonValue | undefined {
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    return undefined;
  }
}

/** What an expression is given of a message, see {@link ExpressionMessage}. `isJson` tells a JSON text from any text. */
export function toInput(message: ExpressionMessage): {
  input: JsonValue;
  isJson: boolean;
  bindings: { message: Record<string, unknown>; inner: JsonValue };
} {
  const { body, attributes, system } = message;
  const value = parse(body);
  const input = value === undefined ? body : value;
  const whole = (name: string): number | undefined =>
    /^\d{1,15}$/.test(system[name] ?? '') ? Number(system[name]) : undefined;
  const entries = Object.entries(attributes);
  const facts = {
    id: message.messageId,
    body,
    size: message.size,
    attributes: Object.fromEntries(entries.map(([name, { value: text }]) => [name, text])),
    types: Object.fromEntries(entries.map(([name, { type }]) => [name, type])),
    groupId: system.MessageGroupId,
    deduplicationId: system.MessageDeduplicationId,
    sentAt: whole('SentTimestamp'),
    receiveCount: whole('ApproximateReceiveCount'),
    deadLetterSource: system.DeadLetterQueueSourceArn,
    system: { ...system },
  };
  return {
    input,
    isJson: value !== undefined,
    bindings: {
      message: Object.fromEntries(Object.entries(facts).filter(([, fact]) => fact !== undefined)),
      inner: isEnvelope(input) ? (parse(input.Message) ?? input.Message) : input,
    },
  };
}
