import { md5 } from '@noble/hashes/legacy.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { toUtf8 } from './bytes.ts';

/** MD5OfMessageBody: hex MD5 of the UTF-8 body. */
export function md5OfBody(body: string): string {
  return bytesToHex(md5(toUtf8(body)));
}

/** The deduplication id that content-based deduplication makes: hex SHA-256 of the body, attributes left out. */
export function contentDeduplicationId(body: string): string {
  return bytesToHex(sha256(toUtf8(body)));
}
