import { gzipSync, zlibSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import type { MessageAttributes } from '../../electron/contract/index.ts';
import { unpack, UNPACKED_MOST } from '../../electron/domain/message/decode-bytes.ts';
import { parsePath, pickPath } from '../../electron/domain/message/decode-json.ts';
import { decode, innermostText } from '../../electron/domain/message/decode.ts';
import { toBase64, toUtf8 } from '../../electron/domain/message/bytes.ts';

const kinds = (text: string, attributes: MessageAttributes = {}): string[] =>
  decode({ text }, attributes).map(({ kind }) => kind);
const packed = (text: string): string => toBase64(gzipSync(toUtf8(text)));
const hex = (bytes: Uint8Array): string =>
  [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
const size: MessageAttributes = { ExtendedPayloadSize: { type: 'Number', binary: false, value: '700000' } };
const pointer = (pointerClass: string): string =>
  JSON.stringify([pointerClass, { s3BucketName: 'b-1', s3Key: 'k/1' }]);

const precise = '{ "id":12345678901234567890, "id":1.10, "name":"\\u00e9" }';

describe('a content', () => {
  it.each<[string, string, string[]]>([
    ['a JSON object', precise, ['json']],
    ['a JSON list', '[1, 2]', ['json']],
    ['JSON written into a JSON string', JSON.stringify('{"a":1}'), ['json-text', 'json']],
    ['plain words', 'plain text', ['text']],
    ['a script', '<script>alert(1)</script>', ['text']],
    ['broken JSON', '{"a":', ['text']],
    ['nothing', '', ['empty']],
    ['white space', ' \n ', ['empty']],
    ['base64 of JSON', toBase64(toUtf8('{"order":"서울"}')), ['base64', 'json']],
    ['base64 without padding, of the URL alphabet', 'eyJhIjoi8J-YgCJ9', ['base64', 'json']],
    ['base64 in lines', toBase64(toUtf8('x'.repeat(60))).replace(/.{40}/g, '$&\n'), ['base64', 'text']],
    ['gzip in base64', packed('{"a":1}'), ['base64', 'gzip', 'json']],
    ['zlib in base64', toBase64(zlibSync(toUtf8('{"a":1,"b":"cc"}'))), ['base64', 'zlib', 'json']],
    ['gzip in hex', hex(gzipSync(toUtf8('hello hello hello'))), ['hex', 'gzip', 'text']],
    ['text in hex', hex(toUtf8('{"order":1}')), ['hex', 'json']],
    [
      'bytes that are no text, in base64',
      toBase64(Uint8Array.from({ length: 40 }, (_, i) => 255 - i * 5)),
      ['base64', 'bytes'],
    ],
    ['a few bytes that are no text, padded', '//4AgMMoAQID+g==', ['base64', 'bytes']],
    ['base64 in base64', toBase64(toUtf8(toBase64(toUtf8('{"a":"bc"}')))), ['base64', 'base64', 'json']],
  ])('that is %s is told layer by layer', (_, text, expected) => {
    expect(kinds(text)).toEqual(expected);
  });

  it.each([
    ['a word', 'Notification'],
    ['an id', 'abcdefgh'],
    ['a UUID', '3f2504e0-4f89-11d3-9a0c-0305e82c3301'],
    ['a number', '12345678901234567890'],
    ['a digest', 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
    ['a path', 'orders/2026/checkout'],
    ['a name of a class', 'com.example.OrderPaid'],
    ['a camel-cased word', 'OrderPaidEventHandler'],
  ])('that is %s stays text', (_, text) => {
    expect(kinds(text)).toEqual(['text']);
  });

  it('is never changed by unwrapping: numbers, doubled keys and escapes stay as they were written', () => {
    expect(decode({ text: precise }).at(-1)?.text).toBe(precise);
    const event = `{"version":"0","detail-type":"Order","source":"shop","detail":${precise}}`;
    const layers = decode({ text: event });
    expect(layers.map(({ kind, field }) => [kind, field])).toEqual([
      ['eventbridge', null],
      ['json', 'detail'],
    ]);
    expect(layers[1]?.text).toBe(precise);
  });

  it('in an SNS envelope comes with all fields and attributes of the envelope', () => {
    const text = JSON.stringify({
      Type: 'Notification',
      MessageId: 'm-1',
      SequenceNumber: '7',
      TopicArn: 'arn:aws:sns:eu-west-1:123456789012:orders',
      Subject: 'Order',
      Message: packed('{"a":1}'),
      Timestamp: '2026-11-22T10:00:00.000Z',
      Replayed: true,
      MessageAttributes: {
        kind: { Type: 'String', Value: 'paid' },
        photo: { Type: 'Binary', Value: 'AP8B' },
      },
    });
    const [envelope, ...inner] = decode({ text });
    expect(envelope?.facts.map(({ name, value }) => `${name} ${value}`)).toEqual([
      'Type Notification',
      'MessageId m-1',
      'SequenceNumber 7',
      'TopicArn arn:aws:sns:eu-west-1:123456789012:orders',
      'Subject Order',
      'Timestamp 2026-11-22T10:00:00.000Z',
      'Replayed true',
    ]);
    expect(envelope?.attributes).toEqual({
      kind: { type: 'String', binary: false, value: 'paid' },
      photo: { type: 'Binary', binary: true, value: 'AP8B' },
    });
    expect(inner.map(({ kind }) => kind)).toEqual(['base64', 'gzip', 'json']);
    expect(innermostText(text, {})).toBe('{"a":1}');
  });

  it('that is an S3 event names bucket, key and size, the key as S3 means it', () => {
    const text = JSON.stringify({
      Records: [
        {
          eventSource: 'aws:s3',
          eventName: 'ObjectCreated:Put',
          s3: { bucket: { name: 'pictures' }, object: { key: 'my+file%28.png', size: 12 } },
        },
      ],
    });
    const [layer, ...rest] = decode({ text });
    expect(rest).toEqual([]);
    expect(layer?.kind).toBe('s3-event');
    expect(layer?.facts).toContainEqual({ name: 'key', value: 'my file(.png' });
    expect(kinds('{"Service":"Amazon S3","Event":"s3:TestEvent","Bucket":"b"}')).toEqual(['s3-event']);
  });

  it.each([
    ['today', 'software.amazon.payloadoffloading.PayloadS3Pointer', 'ExtendedPayloadSize'],
    ['of old', 'com.amazon.sqs.javamessaging.MessageS3Pointer', 'SQSLargePayloadSize'],
  ])('that points into S3 as the Java and Python clients write it %s says where', (_, name, marker) => {
    const attributes = { [marker]: { type: 'Number', binary: false, value: '700000' } };
    expect(decode({ text: pointer(name) }, attributes).at(-1)?.pointer).toEqual({
      bucket: 'b-1',
      key: 'k/1',
      size: 700_000,
      foundBy: 'marker',
    });
    // Without the marker it is a list like any other.
    expect(kinds(pointer(name))).toEqual(['json']);
  });

  it('that points into S3 as the JavaScript clients write it says where', () => {
    const attributes = { S3MessageBodyKey: { type: 'String', binary: false, value: '(b-1)k(1)/x' } };
    expect(decode({ text: 'k(1)/x' }, attributes)).toMatchObject([
      {
        kind: 's3-pointer',
        pointer: { bucket: 'b-1', key: 'k(1)/x', size: null, foundBy: 'S3MessageBodyKey' },
      },
    ]);
  });

  it('that points into S3 from inside of an SNS envelope says where', () => {
    const text = JSON.stringify({
      Type: 'Notification',
      TopicArn: 'arn:aws:sns:eu-west-1:123456789012:orders',
      Message: pointer('software.amazon.payloadoffloading.PayloadS3Pointer'),
      MessageAttributes: { ExtendedPayloadSize: { Type: 'Number', Value: '5' } },
    });
    expect(kinds(text)).toEqual(['sns', 's3-pointer']);
    expect(decode({ text }).at(-1)?.pointer).toMatchObject({ bucket: 'b-1', size: 5 });
    expect(kinds(text, size)).toEqual(['sns', 's3-pointer']);
  });

  it('of bytes is read like any other', () => {
    expect(decode({ bytes: gzipSync(toUtf8('{"a":1}')) }).map(({ kind }) => kind)).toEqual(['gzip', 'json']);
    expect(decode({ bytes: Uint8Array.of(0xff, 0xfe, 0) })).toMatchObject([{ kind: 'bytes', text: null }]);
  });

  it('with more layers than are opened says so', () => {
    let text = '{"a":1}';
    for (let i = 0; i < 14; i += 1) text = JSON.stringify(text);
    const layers = decode({ text });
    expect(layers).toHaveLength(12);
    expect(layers.at(-1)).toMatchObject({ kind: 'json-text', problem: 'deep' });
  });
});

describe('unpacking', () => {
  it('stops at 16 MiB, however much a small message holds', () => {
    const bomb = gzipSync(new Uint8Array(20 * 1024 * 1024), { level: 6 });
    expect(bomb.length).toBeLessThan(100_000);
    const { bytes, cut, damaged } = unpack(bomb, 'gzip');
    expect([bytes.length, cut, damaged]).toEqual([UNPACKED_MOST, true, false]);
    expect(decode({ bytes: bomb })[0]).toMatchObject({ kind: 'gzip', problem: 'cut' });
  });

  it('keeps what came before the place where the data breaks off', () => {
    const text = Array.from({ length: 5000 }, (_, i) => `line ${i}`).join('\n');
    const whole = gzipSync(toUtf8(text));
    const { bytes, damaged } = unpack(whole.slice(0, whole.length >> 1), 'gzip');
    expect(damaged).toBe(true);
    expect(bytes.length).toBeGreaterThan(1000);
    expect(text.startsWith(new TextDecoder().decode(bytes))).toBe(true);
    const zlib = zlibSync(toUtf8(text));
    expect(unpack(zlib, 'zlib')).toMatchObject({ damaged: false });
    expect(unpack(zlib.slice(0, -30), 'zlib')).toMatchObject({ damaged: true });
    const two = Uint8Array.of(...gzipSync(toUtf8('one, ')), ...gzipSync(toUtf8('two')));
    expect(new TextDecoder().decode(unpack(two, 'gzip').bytes)).toBe('one, two');
    expect(unpack(two, 'gzip').damaged).toBe(false);
  });
});

describe('a column', () => {
  const body = '{"order":{"lines":[{"sku":"KTL"},{"sku":7.10}],"a.b":null,"n":12345678901234567890}}';
  it.each([
    ['order.lines[0].sku', 'KTL'],
    ['$.order.lines[1].sku', '7.10'],
    ['order["a.b"]', 'null'],
    ['order.n', '12345678901234567890'],
    ['order.lines[1]', '{"sku":7.10}'],
    ['order.nothing', null],
    ['order.lines[9]', null],
  ])('of the path %s shows %j', (path, expected) => {
    expect(pickPath(body, parsePath(path)!)).toBe(expected);
  });

  it.each(['', '.', 'a..b', 'a[', 'a[x]', 'a.', '["a]'])('of %j cannot be', (path) => {
    expect(parsePath(path)).toBeNull();
  });

  it('shows nothing of what is no JSON', () => {
    expect(pickPath('plain', ['a'])).toBeNull();
    expect(pickPath('{"a":', ['a'])).toBeNull();
  });
});
