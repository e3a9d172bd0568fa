import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { attributesMd5, bodyMd5, contentDeduplicationId } from '../../../electron/sandbox/sqs/digests.ts';
import type { MessageAttributes } from '../../../electron/sandbox/sqs/parse-attribute.ts';

interface Vectors {
  message_attributes: Array<{ id: string; attributes: MessageAttributes; md5: string }>;
  system_attributes: Array<{ id: string; system_attributes: MessageAttributes; md5: string }>;
  bodies: Array<{ id: string; body: string; repeat?: number; md5: string }>;
  content_dedup: Array<{ id: string; body: string; sha256: string }>;
}
const file = path.resolve(import.meta.dirname, '../../domain/vectors/sqs-md5.json');
const vectors = JSON.parse(readFileSync(file, 'utf8')) as Vectors;

describe('the digests of the sandbox', () => {
  it.each(vectors.message_attributes)('of attributes: $id', ({ attributes, md5 }) => {
    expect(attributesMd5(attributes)).toBe(md5);
  });

  it.each(vectors.system_attributes)('of system attributes: $id', ({ system_attributes: given, md5 }) => {
    expect(attributesMd5(given)).toBe(md5);
  });

  it.each(vectors.bodies)('of bodies: $id', ({ body, repeat = 1, md5 }) => {
    expect(bodyMd5(body.repeat(repeat))).toBe(md5);
  });

  it.each(vectors.content_dedup)('of content, for deduplication: $id', ({ body, sha256 }) => {
    expect(contentDeduplicationId(body)).toBe(sha256);
  });
});
