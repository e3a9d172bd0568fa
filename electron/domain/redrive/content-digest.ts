import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import type { MessageAttributes } from '../../contract/messages.ts';
import { toUtf8 } from '../message/bytes.ts';

/** What travels with a message. */
interface DigestedContent {
  body: string;
  attributes: MessageAttributes;
  groupId: string | null;
  traceHeader: string | null;
}

/** Hex SHA-256 over all that travels: body, every attribute with its exact type, group id and trace header. */
export function contentDigest(content: DigestedContent): string {
  return bytesToHex(sha256(toUtf8(digestedText(content))));
}

/** What {@link contentDigest} digests: JSON, which keeps the parts apart, so that no two contents have the same text. */
export function digestedText({ body, attributes, groupId, traceHeader }: DigestedContent): string {
  const sorted = Object.entries(attributes)
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, { type, binary, value }]) => [name, type, binary, value]);
  return JSON.stringify([body, sorted, groupId, traceHeader]);
}

/** The deduplication id that a job gives a message of its own: 67 characters. */
export function ownDeduplicationId(job: string, messageId: string, revision: number): string {
  return `sw-${bytesToHex(sha256(toUtf8(JSON.stringify([job, messageId, revision]))))}`;
}
