import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parseS3Pointer } from '../../electron/domain/message/index.ts';
import { checkOutgoing } from '../../electron/domain/message/outgoing-check.ts';
import type { OutgoingTarget } from '../../electron/domain/message/outgoing.ts';
import { fillMessage, hasPlaceholder } from '../../electron/domain/message/placeholders.ts';
import { toPointerMessage } from '../../electron/domain/message/s3-pointer-write.ts';
import { findJsonProblem, placeOf } from '../../electron/domain/message/text-place.ts';

const queue: OutgoingTarget = {
  kind: 'queue',
  fifo: false,
  contentBasedDeduplication: false,
  maximumMessageSize: 1024,
};
const fifo: OutgoingTarget = { ...queue, fifo: true };
const text = (value: string, type = 'String') => ({ type, binary: false, value });
const reasons = (message: Parameters<typeof checkOutgoing>[0], target = queue) =>
  checkOutgoing(message, target).map(({ field, reason }) => `${field} ${reason}`);

describe('the check before sending', () => {
  it('lets a lawful message pass, a group on a standard queue included', () => {
    expect(
      reasons({
        body: 'a',
        attributes: { n: text('1e3', 'Number.int') },
        groupId: 'tenant',
        delaySeconds: 900,
      }),
    ).toEqual([]);
    expect(reasons({ body: 'a', attributes: {}, groupId: 'g', deduplicationId: 'd' }, fifo)).toEqual([]);
    expect(
      reasons({ body: 'a', attributes: {}, groupId: 'g' }, { ...fifo, contentBasedDeduplication: true }),
    ).toEqual([]);
  });

  it.each([
    [{ body: '', attributes: {} }, queue, ['body empty']],
    [{ body: 'x'.repeat(1025), attributes: {} }, queue, ['body size']],
    [{ body: 'a', attributes: {}, delaySeconds: 901 }, queue, ['delay delay']],
    [
      { body: 'a', attributes: {}, delaySeconds: 1, groupId: 'g', deduplicationId: 'd' },
      fifo,
      ['delay delayFifo'],
    ],
    [{ body: 'a', attributes: {} }, fifo, ['groupId group', 'deduplicationId deduplication']],
    [{ body: 'a', attributes: {}, groupId: 'no blanks' }, queue, ['groupId refused']],
    [{ body: 'a', attributes: {}, deduplicationId: 'd' }, queue, ['deduplicationId deduplicationStandard']],
    [{ body: 'a', attributes: { n: text('twelve', 'Number') } }, queue, ['attributes refused']],
  ])('says what AWS would refuse of %j', (message, target, expected) => {
    expect(reasons(message, target)).toEqual(expected);
  });

  it('refuses eleven attributes', () => {
    const attributes = Object.fromEntries(Array.from({ length: 11 }, (_, at) => [`a${at}`, text('v')]));
    expect(reasons({ body: 'a', attributes })).toEqual(['attributes tooMany']);
  });

  it('names a forbidden character and its place, in body and attributes', () => {
    expect(checkOutgoing({ body: 'a\r\nb\u0001', attributes: { x: text('\uFFFE') } }, queue)).toMatchObject([
      { field: 'body', reason: 'forbidden', forbidden: { line: 2, column: 2, character: 'U+0001' } },
      { field: 'attributes', attribute: 'x', forbidden: { line: 1, column: 1, character: 'U+FFFE' } },
    ]);
    expect(reasons({ body: 'a\u0000', attributes: {} }, { ...queue, kind: 'topic' })).toEqual([
      'body forbidden',
    ]);
  });
});

describe('the place of a problem', () => {
  it.each([
    ['{"a": 1,\n "b" 2}', { line: 2, column: 6, fault: 'colon' }],
    ['[1, 2', { line: 1, column: 6, fault: 'close' }],
    ['{"a": 1,}', { line: 1, column: 9, fault: 'property' }],
    ['{"a": }', { line: 1, column: 7, fault: 'value' }],
    ['{} 1', { line: 1, column: 4, fault: 'end' }],
    ['[1 2]', { line: 1, column: 4, fault: 'comma' }],
  ])('of %j is told by line and column', (json, problem) => {
    expect(findJsonProblem(json)).toEqual(problem);
  });
  it('is none where the text is JSON, and some where only a lenient reader would take it', () => {
    expect(findJsonProblem('{"a": 12345678901234567890, "a": 1}')).toBeNull();
    for (const odd of ["{'a': 1}", '// a\n1', '01', 'NaN', '"\n"', ''])
      expect(findJsonProblem(odd)).not.toBeNull();
  });
  it('counts lines however they end', () => {
    expect(placeOf('a\rb\r\nc\nd', 7)).toEqual({ line: 4, column: 1 });
  });
});

describe('placeholders', () => {
  const values = { n: 7, now: 1_764_164_096_789, uuid: () => 'u-1' };
  it('are filled in wherever text is, and only the known ones', () => {
    expect(
      fillMessage(
        {
          body: '{{n}} {{uuid}} {{now}} {{now:ms}} {{now:s}} {{ n }} {{N}}',
          attributes: { a: text('{{n}}'), b: { type: 'Binary', binary: true, value: 'AAAA' } },
          groupId: 'g{{n}}',
          deduplicationId: '{{uuid}}',
          subject: 'no {{n}}',
        },
        values,
      ),
    ).toEqual({
      body: '7 u-1 2025-11-26T13:34:56.789Z 1764164096789 1764164096 {{ n }} {{N}}',
      attributes: { a: text('7'), b: { type: 'Binary', binary: true, value: 'AAAA' } },
      groupId: 'g7',
      deduplicationId: 'u-1',
      subject: 'no 7',
    });
  });
  it('give one UUID a message', () => {
    let made = 0;
    const filled = fillMessage(
      { body: '{{uuid}}{{uuid}}', attributes: {} },
      { ...values, uuid: () => `u${++made}` },
    );
    expect(filled.body).toBe('u1u1');
    expect(hasPlaceholder('{{uuid}}')).toBe(true);
    expect(hasPlaceholder('{{ uuid }}')).toBe(false);
  });
});

interface PointerVector {
  id: string;
  body: string;
  attributes: Record<string, { Type: string; Value: string }>;
  is_pointer: boolean;
  pointer_class: 'software.amazon.payloadoffloading.PayloadS3Pointer';
  bucket: string;
  key: string;
}
const { pointers } = JSON.parse(
  readFileSync(new URL('./vectors/s3-pointers.json', import.meta.url), 'utf8'),
) as { pointers: PointerVector[] };

describe('a pointer', () => {
  const written = pointers.filter(({ id }) =>
    /^(java-1\.0|java-1\.1|java-2|python-default|python-legacy|utf8-key)/.test(id),
  );
  it('has vectors', () => expect(written.length).toBeGreaterThan(7));
  it.each(written)(
    'is written byte for byte as $id',
    ({ id, body, attributes, pointer_class, bucket, key }) => {
      const [marker] = Object.keys(attributes).filter((name) => name !== 'S3Key') as ['ExtendedPayloadSize'];
      const message = toPointerMessage(
        {
          body: 'x'.repeat(Number(attributes[marker]?.Value)),
          attributes: { kept: text('1') },
          groupId: 'g',
        },
        {
          bucket,
          pointerClass: pointer_class,
          marker,
          spelling: id.startsWith('python') ? 'python' : 'java',
        },
        key,
      );
      expect(message.body).toBe(body);
      expect(message).toMatchObject({ groupId: 'g', attributes: { kept: text('1') } });
      expect(message.attributes[marker]).toEqual(text(attributes[marker]!.Value, 'Number'));
      expect(parseS3Pointer(message.body, message.attributes)).toMatchObject({ bucket, key });
    },
  );
});
