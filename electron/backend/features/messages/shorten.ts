import type { SeenMessage } from '../../../contract/messages.ts';

/** How much of a body and of an attribute's value a list carries, in UTF-16 units. */
const shortest = { body: 1024, value: 256 };

/** A message as a list carries it: a long body or attribute value is cut, and `shortened` says so. */
export function shorten(message: SeenMessage): SeenMessage {
  const long =
    message.body.length > shortest.body ||
    Object.values(message.attributes).some(({ value }) => value.length > shortest.value);
  if (!long) return message;
  const attributes = Object.entries(message.attributes).map(([name, attribute]) => [
    name,
    { ...attribute, value: cut(attribute.value, shortest.value) },
  ]);
  return {
    ...message,
    body: cut(message.body, shortest.body),
    attributes: Object.fromEntries(attributes),
    shortened: true,
  };
}

// Never through the middle of a character, which no transport would carry.
function cut(text: string, length: number): string {
  const last = text.charCodeAt(length - 1);
  return text.slice(0, last >= 0xd800 && last < 0xdc00 ? length - 1 : length);
}
