import { describe, expect, it } from 'vitest';
import { contentSha256, md5 } from '../../electron/backend/digests.ts';
import { md5OfBody, md5OfMessageAttributes } from '../../electron/domain/message/index.ts';
import { contentDigest } from '../../electron/domain/redrive/content-digest.ts';
import { createRandom } from '../domain/random.ts';

describe('digests by the machine', () => {
  it('are those of the domain, whatever the text, the type and the bytes', () => {
    const random = createRandom(11);
    const text = (): string =>
      Array.from({ length: random.below(200) }, () =>
        random.pick(['a', 'é', '주', '😀', '"', '\n', '\u2028']),
      ).join('');
    for (let round = 0; round < 300; round += 1) {
      const attributes = Object.fromEntries(
        Array.from({ length: random.below(5) }, (_, index) => {
          const binary = random.below(2) === 1;
          const value = binary ? Buffer.from(text()).toString('base64') : text();
          return [`${text()}${index}`, { type: binary ? 'Binary.gif' : 'Number.int', binary, value }];
        }),
      );
      const body = text();
      expect(md5.body(body)).toBe(md5OfBody(body));
      expect(md5.attributes(attributes)).toBe(md5OfMessageAttributes(attributes));
      const content = {
        body,
        attributes,
        groupId: round % 2 ? text() : null,
        traceHeader: round % 3 ? text() : null,
      };
      expect(contentSha256(content)).toBe(contentDigest(content));
    }
  });
});
