import type { SeenMatch, SeenMessage } from '../../../contract/messages.ts';

/** What stands round a hit, in UTF-16 units on each side. */
const around = 60;

/**
 * The first place where a message holds a text: ids, body, unwrapped body, attributes, system attributes.
 * @param wanted in lower case
 * @param innermost gives the unwrapped text; asked only when the body itself does not hold it
 */
export function findMatch(
  message: SeenMessage,
  wanted: string,
  innermost: () => string | null,
): SeenMatch | null {
  const at = (
    where: SeenMatch['where'],
    name: string | null,
    text: string | null | undefined,
  ): SeenMatch | null => {
    if (!text) return null;
    const hit = foldedIndex(text, wanted);
    if (hit < 0) return null;
    const end = hit + wanted.length;
    return {
      messageId: message.messageId,
      where,
      name,
      before: text.slice(Math.max(0, hit - around), hit),
      hit: text.slice(hit, end),
      after: text.slice(end, end + around),
    };
  };
  return (
    at('id', null, message.messageId) ??
    at('body', null, message.body) ??
    inAttributes() ??
    inSystem() ??
    at('decoded', null, innermost())
  );

  function inAttributes(): SeenMatch | null {
    for (const [name, { value, binary }] of Object.entries(message.attributes)) {
      const found = at('attribute', name, name) ?? (binary ? null : at('attribute', name, value));
      if (found) return found;
    }
    return null;
  }
  function inSystem(): SeenMatch | null {
    for (const [name, value] of Object.entries(message.system)) {
      const found = at('system', name, value);
      if (found) return found;
    }
    return null;
  }
}

/** Where a text stands, whatever the case of either. Lower case can be longer (İ): then the place is looked for anew. */
function foldedIndex(text: string, wanted: string): number {
  const folded = text.toLowerCase();
  const index = folded.indexOf(wanted);
  if (index < 0 || folded.length === text.length) return index;
  for (let at = 0; at < text.length; at++) {
    if (
      text
        .slice(at, at + wanted.length)
        .toLowerCase()
        .startsWith(wanted)
    )
      return at;
  }
  return -1;
}
