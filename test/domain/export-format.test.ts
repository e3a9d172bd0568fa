import { describe, expect, it } from 'vitest';
import { formatExportLine } from '../../electron/domain/message/export-format.ts';
import { parseExportLine } from '../../electron/domain/message/parse-exported.ts';
import { type ExportedMessage, toSendable } from '../../electron/domain/message/exported-message.ts';
import { toBase64 } from '../../electron/domain/message/index.ts';
import { createRandom } from './random.ts';

const message = (more: Partial<ExportedMessage> = {}): ExportedMessage => ({
  messageId: 'm-1',
  body: 'hello',
  attributes: {},
  system: {},
  source: null,
  firstSeen: null,
  lastSeen: null,
  ...more,
});
/** Through the bytes of a file, as an export travels. */
const throughFile = (line: string): string =>
  new TextDecoder().decode(new TextEncoder().encode(`${line}\n`)).slice(0, -1);

describe('an exported line', () => {
  it.each([
    ['a plain text', 'hello'],
    ['an empty text', ''],
    ['numbers beyond 2^53 and odd spelling', '{"id":12345678901234567890,"x":1.0e2,"x":2 }'],
    ['lone surrogates', 'a\ud800b\udc00'],
    ['line ends of every kind', 'a\nb\r\nc\u2028d\u2029e\u0085'],
    ['control characters', '\u0000\u0001\u001f\u007f\ufffe\uffff'],
    ['Korean and emoji', '주문 실패 🧾'],
    ['a byte order mark', '\ufeffx'],
  ])('keeps %s', (_, body) => {
    const line = formatExportLine(message({ body, system: { MessageGroupId: body } }));
    expect(line).not.toMatch(/[\n\r]/);
    expect(parseExportLine(throughFile(line)).message).toEqual(
      message({ body, system: { MessageGroupId: body } }),
    );
  });

  it('keeps attributes with their exact types and every byte', () => {
    const bytes = Uint8Array.from({ length: 256 }, (_, i) => i);
    const whole = message({
      attributes: {
        price: { type: 'Number.decimal', binary: false, value: '1.10' },
        'a.b-c_d': { type: 'String', binary: false, value: '"\\\ud83d' },
        image: { type: 'Binary.gif', binary: true, value: toBase64(bytes) },
        ['__proto__']: { type: 'String', binary: false, value: 'x' },
      },
      system: { SentTimestamp: '1700000000000', AWSTraceHeader: 'Root=1-2', ['__proto__']: 'y' },
      source: { profile: 'p', region: 'us-east-1', queueUrl: 'http://localhost/1/q' },
      firstSeen: 1,
      lastSeen: 1_700_000_000_000,
    });
    const back = parseExportLine(formatExportLine(whole)).message;
    expect(back).toEqual(whole);
    expect(Object.keys(back?.attributes ?? {})).toEqual(Object.keys(whole.attributes));
    expect(Object.keys(back?.system ?? {})).toContain('__proto__');
  });

  it('keeps any text of any units', () => {
    const random = createRandom(7);
    for (let i = 0; i < 300; i += 1) {
      const body = String.fromCharCode(
        ...Array.from({ length: random.below(40) }, () => random.below(0x10000)),
      );
      expect(parseExportLine(throughFile(formatExportLine(message({ body })))).message?.body).toBe(body);
    }
  });

  it('is what other tools call a received message', () => {
    const attributes = { a: { type: 'Binary', binary: true, value: 'AAE=' } };
    expect(JSON.parse(formatExportLine(message({ attributes, system: { SenderId: 's' } })))).toEqual({
      MessageId: 'm-1',
      Body: 'hello',
      MessageAttributes: { a: { DataType: 'Binary', BinaryValue: 'AAE=' } },
      Attributes: { SenderId: 's' },
    });
  });
});

describe('a line of others', () => {
  it('may be an entry of SendMessageBatch', () => {
    const entry = {
      Id: '1',
      MessageBody: 'b',
      MessageGroupId: 'g',
      MessageDeduplicationId: 'd',
      MessageSystemAttributes: { AWSTraceHeader: { DataType: 'String', StringValue: 'Root=1' } },
    };
    const { message: read } = parseExportLine(JSON.stringify(entry));
    expect(read && toSendable(read)).toEqual({
      body: 'b',
      attributes: {},
      groupId: 'g',
      deduplicationId: 'd',
      traceHeader: 'Root=1',
    });
  });

  const withAttribute = (one: unknown): string =>
    JSON.stringify({ Body: 'b', MessageAttributes: { a: one } });
  it.each([
    ['{"Body": "b"', 'not-json', null],
    ['', 'not-json', null],
    ['[1]', 'not-object', null],
    ['null', 'not-object', null],
    ['{"body":"b"}', 'body-missing', 'Body'],
    ['{"Body":{"a":1}}', 'not-text', 'Body'],
    ['{"Body":"b","MessageId":5}', 'not-text', 'MessageId'],
    ['{"Body":"b","Attributes":{"SentTimestamp":5}}', 'not-text', 'Attributes.SentTimestamp'],
    ['{"Body":"b","Attributes":"x"}', 'not-attributes', 'Attributes'],
    ['{"Body":"b","MessageAttributes":[]}', 'not-attributes', 'MessageAttributes'],
    ['{"Body":"b","Source":{"Profile":"p"}}', 'not-text', 'Source.Region'],
    ['{"Body":"b","FirstSeen":"now"}', 'not-number', 'FirstSeen'],
    [withAttribute('x'), 'not-attributes', 'MessageAttributes.a'],
    [withAttribute({ StringValue: 'x' }), 'attribute-type', 'MessageAttributes.a'],
    [withAttribute({ DataType: 'String' }), 'attribute-value', 'MessageAttributes.a'],
    [
      withAttribute({ DataType: 'String', StringValue: 'x', BinaryValue: 'AAE=' }),
      'attribute-value',
      'MessageAttributes.a',
    ],
    [
      withAttribute({ DataType: 'Binary', BinaryValue: 'A?' }),
      'not-base64',
      'MessageAttributes.a.BinaryValue',
    ],
  ])('%s is refused as %s', (line, code, field) => {
    const { message: read, fault } = parseExportLine(line);
    expect(read).toBeUndefined();
    expect(fault).toMatchObject({ code, field });
    expect(fault?.message).not.toBe('');
  });
});
