import { fromBase64, utf8Length } from '../../../electron/domain/message/bytes.ts';
import { toUtf8 } from '../../../electron/domain/message/bytes.ts';
import { decode, type Layer } from '../../../electron/domain/message/decode.ts';
import type { MessageAttributes, SeenMessage } from '../../../electron/contract/index.ts';
import { indentJson } from '../../ui/json-text.ts';
import { hexDump } from './hex-dump.ts';

/** What of a message its body's views need. */
export type BodyOwner = Pick<SeenMessage, 'messageId' | 'body' | 'attributes'>;

/** How a body is shown. */
export type BodyMode = 'decoded' | 'json' | 'raw' | 'hex';

/** A content as the editor shows it. */
export interface Shown {
  text: string;
  language: 'json' | 'text';
  /** How long the whole is, in what the note counts: characters of a text, bytes of a dump; null when all is shown. */
  cutFrom: number | null;
}

/** Shown at once, in UTF-16 units; more only when it is asked for, so that opening a message stays quick. */
const MOST_TEXT = 256 * 1024;
/** Bytes of a hex dump at once. */
const MOST_HEX = 32 * 1024;

const isJson = (kind: Layer['kind']): boolean =>
  kind === 'json' || kind === 'sns' || kind === 'eventbridge' || kind === 's3-event' || kind === 's3-pointer';

function cutText(text: string, language: Shown['language'], all: boolean): Shown {
  if (all || text.length <= MOST_TEXT) return { text, language, cutFrom: null };
  return { text: text.slice(0, MOST_TEXT), language, cutFrom: text.length };
}

function toHex(bytes: Uint8Array, all: boolean): Shown {
  const cut = !all && bytes.length > MOST_HEX;
  const dump = hexDump(cut ? bytes.subarray(0, MOST_HEX) : bytes);
  return { text: dump, language: 'text', cutFrom: cut ? bytes.length : null };
}

/** One layer to read: JSON indented, bytes as a dump, anything else as it stands. */
export function showLayer(layer: Layer, all: boolean): Shown {
  if (layer.bytes) return toHex(layer.bytes, all);
  const text = layer.text ?? '';
  const json = isJson(layer.kind);
  return cutText((json ? indentJson(text) : null) ?? text, json ? 'json' : 'text', all);
}

/** A content as it came: indented, untouched, or byte by byte. */
export function showContent(
  content: string | Uint8Array,
  mode: Exclude<BodyMode, 'decoded'>,
  all: boolean,
): Shown {
  if (mode === 'hex') return toHex(typeof content === 'string' ? toUtf8(content) : content, all);
  if (typeof content !== 'string') return toHex(content, all);
  const indented = mode === 'json' ? indentJson(content) : null;
  return cutText(indented ?? content, indented === null ? 'text' : 'json', all);
}

/** The layers of a message's body, and of the object that it points to once that was opened (base64). */
export function layersOf(body: string, attributes: MessageAttributes, object: string | null): Layer[] {
  const layers = decode({ text: body }, attributes);
  return object === null ? layers : [...layers, ...decode({ bytes: fromBase64(object) })];
}

/** Length of a layer in bytes. */
export const layerSize = ({ text, bytes }: Layer): number => bytes?.length ?? utf8Length(text ?? '');
