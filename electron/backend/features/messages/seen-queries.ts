import type { SeenColumn, SeenMatch, SeenMessage } from '../../../contract/messages.ts';
import { parsePath, pickPath } from '../../../domain/message/decode-json.ts';
import { innermostText } from '../../../domain/message/decode.ts';
import { fail } from '../../failures.ts';
import type { Handlers } from '../../handlers.ts';
import { findMatch } from './find-match.ts';
import type { LookState } from './look-state.ts';
import { shorten } from './shorten.ts';

/** What a page of the list holds at most; bodies are counted in UTF-16 units. */
const page = { messages: 1000, units: 1024 * 1024 };
/** A loop over all messages steps aside after so many ms, so that the host stays quick. */
const stride = 12;

/** Goes over messages in pieces, so that nothing else waits long. */
async function unhurried(
  messages: readonly SeenMessage[],
  signal: AbortSignal,
  each: (message: SeenMessage) => void,
): Promise<void> {
  let began = performance.now();
  for (const message of messages) {
    each(message);
    if (performance.now() - began < stride) continue;
    await new Promise<void>((resume) => setImmediate(resume));
    signal.throwIfAborted();
    began = performance.now();
  }
}

/** Questions about what was seen; none costs a receive. */
export function createSeenQueries(
  state: LookState,
): Pick<Handlers<'messages'>, 'seen' | 'one' | 'find' | 'pick'> {
  // Unwrapping is worth remembering while a message is: a search asks again with each key that is typed.
  const unwrapped = new WeakMap<SeenMessage, string | null>();
  const innermost = (message: SeenMessage): string | null => {
    const known = unwrapped.get(message);
    if (known !== undefined) return known;
    const text = innermostText(message.body, message.attributes);
    unwrapped.set(message, text);
    return text;
  };

  return {
    seen(input) {
      const all = state.of(input);
      const start = startOf(all, input.cursor);
      const messages: SeenMessage[] = [];
      let units = 0;
      for (const message of all.slice(start, start + page.messages)) {
        const short = shorten(message);
        units += short.body.length + 500 * Object.keys(short.attributes).length;
        if (messages.length > 0 && units > page.units) break;
        messages.push(short);
      }
      const next = start + messages.length;
      const last = messages.at(-1);
      return {
        messages,
        holds: state.holds.of(input.scope, input.queueUrl),
        total: all.length,
        cursor: last && next < all.length ? `${next}:${last.messageId}` : undefined,
      };
    },

    one(input) {
      const message = state.one(input, input.messageId);
      if (!message)
        throw fail('NOT_FOUND', 'The message is not kept any more.', { resource: input.messageId });
      return message;
    },

    async find(input, { signal }) {
      const wanted = input.text.trim().toLowerCase();
      const matches: SeenMatch[] = [];
      if (wanted !== '') {
        await unhurried(state.of(input), signal, (message) => {
          const match = findMatch(message, wanted, () => innermost(message));
          if (match) matches.push(match);
        });
      }
      return { matches };
    },

    async pick(input, { signal }) {
      const picks = input.columns.map(toPick);
      const values: Record<string, (string | null)[]> = {};
      await unhurried(state.of(input), signal, (message) => {
        const found = picks.map((pick) => pick(message, () => innermost(message)));
        // Most messages of a mixed queue have none of a column's values.
        if (found.some((value) => value !== null)) values[message.messageId] = found;
      });
      return { values };
    },
  };
}

/** Where a page begins: behind the message that ended the one before, wherever that has moved to. */
function startOf(all: readonly SeenMessage[], cursor: string | undefined): number {
  if (cursor === undefined) return 0;
  const [place = '', ...rest] = cursor.split(':');
  const at = all.findIndex(({ messageId }) => messageId === rest.join(':'));
  return at >= 0 ? at + 1 : Number(place) || 0;
}

type Pick1 = (message: SeenMessage, innermost: () => string | null) => string | null;
/** A cell shows no more. */
const longest = 300;

function toPick({ kind, name }: SeenColumn): Pick1 {
  if (kind === 'system') return ({ system }) => system[name]?.slice(0, longest) ?? null;
  if (kind === 'attribute') return ({ attributes }) => attributes[name]?.value.slice(0, longest) ?? null;
  const path = parsePath(name);
  if (!path)
    throw fail('INVALID_INPUT', `${name} is no path. Write it like order.lines[0].sku.`, {
      field: 'columns',
    });
  return (_message, innermost) => pickPath(innermost() ?? '', path)?.slice(0, longest) ?? null;
}
