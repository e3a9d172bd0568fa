import { Gunzip, Unzlib } from 'fflate';
import { isAllowedText } from './characters.ts';
import { fromBase64, isBase64 } from './bytes.ts';

/** What unpacking gave: at most {@link UNPACKED_MOST} bytes; `cut` when there was more, `damaged` when it broke off. */
export interface Unpacked {
  bytes: Uint8Array<ArrayBuffer>;
  cut: boolean;
  damaged: boolean;
}

/** How much is unpacked at most, in bytes: a message of a few KiB can hold gigabytes of zeros. */
export const UNPACKED_MOST = 16 * 1024 * 1024;

/** Pushed at once; one such piece grows to 16 MiB at most, as deflate packs 1,032 to 1. */
const PIECE = 16 * 1024;

/** Do these bytes start as gzip does? [RFC 1952, 2.3.1] */
export function isGzip(bytes: Uint8Array): boolean {
  return bytes.length > 18 && bytes[0] === 0x1f && bytes[1] === 0x8b && bytes[2] === 8;
}

/** Do these bytes start as zlib does: deflate, a window that exists, and a header that divides by 31? [RFC 1950, 2.2] */
export function isZlib(bytes: Uint8Array): boolean {
  const [first = 0, second = 0] = bytes;
  return bytes.length > 6 && (first & 15) === 8 && first >> 4 <= 7 && (first * 256 + second) % 31 === 0;
}

/** Unpacks gzip or zlib, never more than `most` bytes. What was unpacked before a fault is kept. */
export function unpack(packed: Uint8Array, kind: 'gzip' | 'zlib', most = UNPACKED_MOST): Unpacked {
  const pieces: Uint8Array[] = [];
  let length = 0;
  let cut = false;
  let damaged = false;
  const take = (piece: Uint8Array): void => {
    const room = most - length;
    if (piece.length > room) cut = true;
    if (room > 0) pieces.push(piece.slice(0, room));
    length += Math.min(room, piece.length);
  };
  // Told of each member behind the first.
  let members = 0;
  const stream = kind === 'gzip' ? new Gunzip(take) : new Unzlib(take);
  if (stream instanceof Gunzip) stream.onmember = () => (members += 1);
  try {
    for (let at = 0; at < packed.length && !cut; at += PIECE) {
      stream.push(packed.subarray(at, at + PIECE), at + PIECE >= packed.length);
    }
  } catch {
    damaged = true;
  }
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const piece of pieces) {
    bytes.set(piece, at);
    at += piece.length;
  }
  // The unpacker takes data that breaks off for one that ends.
  if (!cut && !damaged) {
    damaged =
      kind === 'zlib'
        ? adler32(bytes) !== lastWord(packed, false)
        : members === 0 && length !== lastWord(packed, true);
  }
  return { bytes, cut, damaged };
}

/** The last four bytes as a number: of gzip the length (little endian), of zlib the checksum (big endian). */
function lastWord(bytes: Uint8Array, little: boolean): number {
  const start = bytes.length - 4;
  return start < 0 ? -1 : new DataView(bytes.buffer, bytes.byteOffset + start, 4).getUint32(0, little);
}

/** The checksum that ends zlib data. [RFC 1950, 8.2] */
function adler32(bytes: Uint8Array): number {
  let [low, high] = [1, 0];
  for (const byte of bytes) {
    low = (low + byte) % 65_521;
    high = (high + low) % 65_521;
  }
  return high * 65_536 + low;
}

/** The text of bytes that are UTF-8; null when they are not. */
export function toText(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}

const isReadable = (bytes: Uint8Array): boolean => {
  const text = toText(bytes);
  return text !== null && text.trim() !== '' && isAllowedText(text);
};

/**
 * The bytes of a text that is base64 (also the URL alphabet, unpadded, or in lines), when they make sense: packed
 * data, readable text, or, of a longer text that looks like nothing else, any bytes. Null otherwise: many words could
 * be read as base64.
 */
export function findBase64(text: string): Uint8Array<ArrayBuffer> | null {
  const start = text.slice(0, 200);
  if (text.length < 8 || !/^[A-Za-z0-9+/_=\r\n-]+$/.test(start)) return null;
  const plain = text
    .replace(/[\r\n]/g, '')
    .replaceAll('-', '+')
    .replaceAll('_', '/');
  const body = plain.replace(/=+$/, '');
  if (body.length % 4 === 1) return null;
  const padded = body.padEnd(Math.ceil(body.length / 4) * 4, '=');
  if ((plain !== body && plain !== padded) || !isBase64(padded)) return null;
  const bytes = fromBase64(padded);
  if (isGzip(bytes) || (text.length >= 12 && isZlib(bytes))) return bytes;
  const mixed = /[a-z]/.test(body) && /[A-Z]/.test(body) && (/[0-9+/]/.test(body) || plain !== body);
  if (isReadable(bytes)) return mixed || text.length >= 16 ? bytes : null;
  // Padding tells a short one from a word.
  return mixed && text.length >= (plain.endsWith('=') && plain === padded ? 12 : 24) ? bytes : null;
}

/** The bytes of a text of hexadecimal digits, when they are packed data or readable text; a digest stays a digest. */
export function findHex(text: string): Uint8Array<ArrayBuffer> | null {
  const digits = text.trim().replace(/^0x/i, '');
  if (digits.length < 12 || digits.length % 2 !== 0 || !/^[0-9a-fA-F]+$/.test(digits)) return null;
  const bytes = new Uint8Array(digits.length / 2);
  for (let at = 0; at < bytes.length; at++) bytes[at] = Number.parseInt(digits.slice(at * 2, at * 2 + 2), 16);
  return isGzip(bytes) || isReadable(bytes) ? bytes : null;
}
