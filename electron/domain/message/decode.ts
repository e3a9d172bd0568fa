import type { MessageAttributes } from '../../contract/messages.ts';
import { findBase64, findHex, isGzip, isZlib, toText, unpack } from './decode-bytes.ts';
import { findEnvelope, findPointer, type Fact, type ObjectPlace } from './decode-envelope.ts';
import { parseJson } from './decode-json.ts';

/**
 * What a layer is. Envelopes: `sns`, `eventbridge`, `s3-event`. Encodings: `json-text` (a JSON string that holds another
 * content), `base64`, `hex`, `gzip`, `zlib`. What nothing more is inside of: `json`, `text`, `bytes`, `empty`, and
 * `s3-pointer`, whose content lies in S3.
 */
export type LayerKind =
  | 'sns'
  | 'eventbridge'
  | 's3-event'
  | 's3-pointer'
  | 'json-text'
  | 'base64'
  | 'hex'
  | 'gzip'
  | 'zlib'
  | 'json'
  | 'text'
  | 'bytes'
  | 'empty';

/** One layer of a content, as it stood inside of the layer before; exactly one of `text` and `bytes` is given. */
export interface Layer {
  kind: LayerKind;
  text: string | null;
  bytes: Uint8Array<ArrayBuffer> | null;
  /** The field of the layer before that this was taken from; null when it is all of it. */
  field: string | null;
  /** Facts of an envelope, in its own words. */
  facts: readonly Fact[];
  /** Attributes of the message inside of an SNS envelope. */
  attributes: MessageAttributes;
  /** Where the content lies, of an `s3-pointer`. */
  pointer: ObjectPlace | null;
  /** `cut`: only the first 16 MiB were unpacked; `damaged`: the packed data broke off; `deep`: more layers than are opened. */
  problem: 'cut' | 'damaged' | 'deep' | null;
}

/** Layers opened at most. */
const DEEPEST = 12;

type Content = { text: string } | { bytes: Uint8Array<ArrayBuffer> };
type Inner = { content: Content; field: string | null; attributes: MessageAttributes };

/**
 * Unwraps a content layer by layer, from how it came to its innermost part. Never changes it: each layer is exactly what
 * stood there, JSON included. Always gives one layer at least.
 * @param attributes those of the message, which mark S3 pointers
 */
export function decode(content: Content, attributes: MessageAttributes = {}): Layer[] {
  const layers: Layer[] = [];
  let next: Inner | null = { content, field: null, attributes };
  while (next !== null) {
    const found: { layer: Layer; inner: Inner | null } =
      'text' in next.content ? readText(next.content.text, next) : readBytes(next.content.bytes, next);
    layers.push(found.layer);
    next = found.inner;
    if (next !== null && layers.length === DEEPEST) {
      found.layer.problem = 'deep';
      next = null;
    }
  }
  return layers;
}

/** The innermost text of a content: what a search or a column looks at; null when it is bytes. */
export function innermostText(text: string, attributes: MessageAttributes): string | null {
  return decode({ text }, attributes).at(-1)?.text ?? null;
}

const blank = { text: null, bytes: null, facts: [], attributes: {}, pointer: null, problem: null };

function readText(
  text: string,
  { field, attributes }: Omit<Inner, 'content'>,
): { layer: Layer; inner: Inner | null } {
  const layer = (kind: LayerKind, more: Partial<Layer> = {}): Layer => ({
    ...blank,
    kind,
    text,
    field,
    ...more,
  });
  const into = (content: Content, from: string | null = null, inside: MessageAttributes = {}): Inner => ({
    content,
    field: from,
    attributes: inside,
  });
  const pointer = findPointer(text, attributes);
  if (pointer) return { layer: layer('s3-pointer', { pointer }), inner: null };
  if (text.trim() === '') return { layer: layer('empty'), inner: null };
  const envelope = findEnvelope(text);
  if (envelope) {
    const { kind, facts, attributes: inside, inner } = envelope;
    const deeper = inner === null ? null : into({ text: inner }, envelope.field, inside);
    return { layer: layer(kind, { facts, attributes: inside }), inner: deeper };
  }
  const first = text.trimStart()[0] ?? '';
  if ('{["'.includes(first)) {
    const value = parseJson(text);
    if (typeof value === 'string') return { layer: layer('json-text'), inner: into({ text: value }) };
    if (value !== undefined) return { layer: layer('json'), inner: null };
  }
  const hex = findHex(text);
  if (hex) return { layer: layer('hex'), inner: into({ bytes: hex }) };
  const base64 = findBase64(text);
  if (base64) return { layer: layer('base64'), inner: into({ bytes: base64 }) };
  return { layer: layer('text'), inner: null };
}

function readBytes(
  bytes: Uint8Array<ArrayBuffer>,
  { field, attributes }: Omit<Inner, 'content'>,
): { layer: Layer; inner: Inner | null } {
  const kind = isGzip(bytes) ? 'gzip' : isZlib(bytes) ? 'zlib' : null;
  if (kind) {
    const { bytes: unpacked, cut, damaged } = unpack(bytes, kind);
    // Two bytes that fit are no proof of zlib: what gives nothing is none.
    if (unpacked.length > 0 || kind === 'gzip') {
      const problem = cut ? ('cut' as const) : damaged ? ('damaged' as const) : null;
      const layer: Layer = { ...blank, kind, bytes, field, problem };
      const inner = unpacked.length > 0 ? { content: { bytes: unpacked }, field: null, attributes } : null;
      return { layer, inner };
    }
  }
  const text = toText(bytes);
  if (text !== null) return readText(text, { field, attributes });
  return { layer: { ...blank, kind: 'bytes', bytes, field }, inner: null };
}
