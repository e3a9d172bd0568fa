import { describe, expect, it } from 'vitest';
import {
  contentDeduplicationId,
  findForbiddenCharacter,
  fromBase64,
  isAllowedText,
  isFifoId,
  isNumberValue,
  md5OfBody,
  md5OfMessageAttributes,
  md5OfMessageSystemAttributes,
  messageSize,
  parseS3Pointer,
  toBase64,
  toEnvelopeAttributes,
  toMessageAttributes,
  toSdkAttributes,
  toWireAttributes,
  utf8Length,
  validateFifoId,
  validateMessage,
  validateMessageAttributes,
  validateSnsAttributes,
  validateSnsMessage,
} from '../../electron/domain/message/index.ts';
import { digests, pointers } from './vectors/vectors.ts';

describe('digests', () => {
  it.each(digests.message_attributes)('MD5OfMessageAttributes: $id', ({ attributes, md5 }) => {
    expect(md5OfMessageAttributes(attributes)).toBe(md5);
  });

  it.each(digests.message_attributes)(
    'the spelling of attributes does not change the digest: $id',
    ({ attributes, md5 }) => {
      const core = toMessageAttributes(attributes);
      expect(md5OfMessageAttributes(core)).toBe(md5);
      expect(md5OfMessageAttributes(toSdkAttributes(core))).toBe(md5);
      expect(md5OfMessageAttributes(toEnvelopeAttributes(core))).toBe(md5);
      expect(toWireAttributes(core)).toEqual(attributes);
    },
  );

  it.each(digests.receive_subset)('a receive digests what it returns: $id', ({ sent, returned, md5 }) => {
    const subset = Object.entries(sent).filter(([name]) => returned.includes(name));
    expect(md5OfMessageAttributes(Object.fromEntries(subset))).toBe(md5);
  });

  it.each(digests.system_attributes)(
    'MD5OfMessageSystemAttributes: $id',
    ({ system_attributes: attributes, md5 }) => {
      expect(md5OfMessageSystemAttributes(attributes)).toBe(md5);
    },
  );

  it.each(digests.bodies)('MD5OfMessageBody: $id', ({ body, repeat = 1, md5 }) => {
    expect(md5OfBody(body.repeat(repeat))).toBe(md5);
  });

  it.each(digests.content_dedup)('content-based deduplication id: $id', ({ body, sha256 }) => {
    expect(contentDeduplicationId(body)).toBe(sha256);
  });

  it('no attributes give no digest', () => {
    expect(md5OfMessageAttributes({})).toBe('');
  });
});

describe('S3 pointers', () => {
  it.each(pointers.pointers)('is read: $id', (vector) => {
    const found = parseS3Pointer(vector.body, vector.attributes);
    expect(found).toEqual({
      bucket: vector.bucket,
      key: vector.key,
      size: vector.size,
      pointerClass: vector.pointer_class,
      location: vector.pointer_in ?? 'body',
    });
  });

  it.each(pointers.not_pointers)('is none: $id', ({ body, attributes }) => {
    expect(parseS3Pointer(body, attributes)).toBeNull();
  });

  it('without the marker a body is a pointer only where attributes were not asked for', () => {
    const body = pointers.disputed[0]?.body ?? '';
    expect(parseS3Pointer(body, {})).toBeNull();
    expect(parseS3Pointer(body)).toMatchObject({ bucket: 'my-bucket', size: null });
  });
});

describe('size', () => {
  it('counts UTF-8 bytes of body, names, types and values', () => {
    expect(messageSize('é')).toBe(2);
    expect(messageSize('🚀', { ñ: { type: 'String', binary: false, value: '東' } })).toBe(4 + 2 + 6 + 3);
    expect(messageSize('a', { b: { DataType: 'Binary.x', BinaryValue: 'AAECAw==' } })).toBe(1 + 1 + 8 + 4);
  });

  it('agrees with the encoder on every kind of character', () => {
    for (const text of ['', 'a', '߿', 'ࠀ', '￿', '😀', '\ud800', '\udc00\ud800', 'a\ud800b', '😀😀']) {
      expect(utf8Length(text)).toBe(new TextEncoder().encode(text).length);
    }
  });

  it('base64 survives a round trip of any bytes', () => {
    const bytes = Uint8Array.from({ length: 20_003 }, (_, i) => (i * 31) & 0xff);
    expect(fromBase64(toBase64(bytes))).toEqual(bytes);
  });
});

describe('form of a message', () => {
  it('allows tab, line ends and everything above space but surrogates alone, U+FFFE and U+FFFF', () => {
    expect(isAllowedText('\t\n\r ~퟿�😀')).toBe(true);
    for (const bad of ['\u0000', '\u0008', '\u000b', '\u001f', '￾', '￿', '\ud800', '\udc00', 'a\ud83d']) {
      expect(isAllowedText(bad), JSON.stringify(bad)).toBe(false);
    }
    expect(findForbiddenCharacter('😀a\u0001')).toBe(3);
  });

  it('numbers: 38 digits between 10^-128 and 10^126', () => {
    const good = [
      '0',
      '-1',
      '+1.5',
      '.5',
      '5.',
      '1e126',
      '1E-128',
      '-0.000',
      '9'.repeat(38),
      `${'9'.repeat(38)}000`,
    ];
    for (const text of good) expect(isNumberValue(text), text).toBe(true);
    const bad = [
      '',
      ' 1',
      '1 ',
      'abc',
      '1e',
      '.',
      '0x10',
      'NaN',
      'Infinity',
      '2e126',
      '1e127',
      '1e-129',
      '9'.repeat(39),
    ];
    for (const text of bad) expect(isNumberValue(text), text).toBe(false);
  });

  it('a good message has no fault', () => {
    const attributes = { 'attr.1øßä': text('x'), n: { type: 'Number.int', binary: false, value: '1' } };
    expect(validateMessage('body', attributes)).toEqual([]);
  });

  it("uses SQS's wording", () => {
    expect(validateMessage('')[0]).toEqual({
      code: 'MissingParameter',
      message: 'The request must contain the parameter MessageBody.',
    });
    expect(validateMessage('\u0000')[0]?.code).toBe('InvalidMessageContents');
    expect(validateMessage('aaaaa', {}, 4)[0]?.message).toBe(
      'One or more parameters are invalid. Reason: Message must be shorter than 4 bytes.',
    );
    expect(validateMessageAttributes({ ErrorDetails: text('') })[0]).toEqual({
      code: 'InvalidParameterValue',
      message: "Message (user) attribute 'ErrorDetails' must contain a non-empty value of type 'String'.",
      attribute: 'ErrorDetails',
    });
    expect(
      validateMessageAttributes({ Hello: { DataType: 'Number', StringValue: 'world' } })[0]?.message,
    ).toBe("Can't cast the value of message (user) attribute 'Hello' to a number.");
  });

  it.each(['AWS.x', 'amazon.x', '.x', 'x.', 'a..b', 'a b', 'a/b', '', 'x'.repeat(257)])(
    'refuses the attribute name %j',
    (name) => {
      expect(validateMessageAttributes({ [name]: text('v') })).toHaveLength(1);
    },
  );

  it.each(['Text', 'string', 'String.', '', 'Stringy', 'Binary'])(
    'refuses the type %j for a text',
    (type) => {
      expect(validateMessageAttributes({ a: { type, binary: false, value: 'v' } })).toHaveLength(1);
    },
  );

  it('takes ten attributes and refuses eleven', () => {
    const many = (count: number) =>
      Object.fromEntries(Array.from({ length: count }, (_, i) => [`a${i}`, text('v')]));
    expect(validateMessageAttributes(many(10))).toEqual([]);
    expect(validateMessageAttributes(many(11))[0]?.message).toContain(
      '[11] exceeds the allowed maximum [10]',
    );
    expect(validateSnsAttributes(many(11))).toEqual([]);
  });

  it('SNS has rules and words of its own', () => {
    const words = (name: string) => validateSnsAttributes({ [name]: text('v') })[0]?.message;
    expect(words('.a')).toBe("Invalid message attribute name starting with character '.' was found.");
    expect(words('a..b')).toBe("Message attribute name can not have successive '.' character.");
    expect(words('a b')).toContain("'#x20'");
    expect(words('AWS.a')).toBeUndefined();
    expect(validateSnsMessage('')[0]?.message).toBe('Invalid parameter: Empty message');
    expect(validateSnsMessage('a'.repeat(262_145))[0]?.message).toBe('Invalid parameter: Message too long');
    expect(validateSnsMessage('a'.repeat(262_145), {}, 1_048_576)).toEqual([]);
  });

  it('FIFO ids: letters, digits, punctuation, no space, at most 128', () => {
    expect(isFifoId('aZ0!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~')).toBe(true);
    for (const bad of ['', 'a b', 'é', 'x'.repeat(129), 'a\n']) expect(isFifoId(bad), bad).toBe(false);
    expect(validateFifoId('MessageGroupId', 'a b')?.message).toBe(
      'Value a b for parameter MessageGroupId is invalid. Reason: MessageGroupId can only include alphanumeric and punctuation characters. 1 to 128 in length.',
    );
  });
});

function text(value: string) {
  return { type: 'String', binary: false, value };
}
