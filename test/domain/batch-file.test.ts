import { describe, expect, it } from 'vitest';
import { guessColumns } from '../../electron/domain/message/csv-columns.ts';
import { guessEntries } from '../../electron/domain/message/batch-json.ts';
import { guessFormat, parseBatch, toBatchRows } from '../../electron/domain/message/batch-file.ts';
import { formatExportLine } from '../../electron/domain/message/export-format.ts';
import type { OutgoingTarget } from '../../electron/domain/message/outgoing.ts';

const lines = (text: string, entries: 'messages' | 'bodies' = 'messages') =>
  parseBatch(text, { format: 'jsonl', entries, columns: [] });
const array = (text: string, entries: 'messages' | 'bodies' = 'messages') =>
  parseBatch(text, { format: 'array', entries, columns: [] });
const csv = (text: string) =>
  parseBatch(text, { format: 'csv', entries: 'messages', columns: guessColumns(text) });
const standard: OutgoingTarget = {
  kind: 'queue',
  fifo: false,
  contentBasedDeduplication: false,
  maximumMessageSize: 1024,
};

describe('a file of JSON lines', () => {
  it('gives bodies as they are written: long numbers and double keys stay', () => {
    const text = '{"body": {"id": 12345678901234567890, "a": 1, "a": 2.50}}\r\n\n{"body":"text\\n"}';
    expect(lines(text)).toMatchObject([
      { line: 1, message: { body: '{"id": 12345678901234567890, "a": 1, "a": 2.50}' } },
      { line: 3, message: { body: 'text\n' } },
    ]);
  });

  it('gives attributes of each type, short or in full, and all options', () => {
    const [entry] = lines(
      JSON.stringify({
        body: 'b',
        attributes: {
          s: 'text',
          f: { type: 'Number.int', value: '007' },
          b: { DataType: 'Binary.png', BinaryValue: 'AP8B' },
        },
        groupId: 'g',
        deduplicationId: 'd',
        delaySeconds: 5,
        traceHeader: 't',
      }).replace('"s":', '"n": 1.50, "s":'),
    );
    expect(entry?.message).toEqual({
      body: 'b',
      attributes: {
        n: { type: 'Number', binary: false, value: '1.50' },
        s: { type: 'String', binary: false, value: 'text' },
        f: { type: 'Number.int', binary: false, value: '007' },
        b: { type: 'Binary.png', binary: true, value: 'AP8B' },
      },
      groupId: 'g',
      deduplicationId: 'd',
      delaySeconds: 5,
      traceHeader: 't',
    });
  });

  it('takes subjects, for a topic only', () => {
    const entries = [
      ...lines('{"body":"b","subject":"s"}'),
      ...lines('{"Message":"b","MessageBody":"b","Subject":"s"}'),
      ...csv('body,Subject\nb,s\n'),
    ];
    const subjects = (kind: 'queue' | 'topic') =>
      toBatchRows(entries, {}, { ...standard, kind }).map(({ message }) => message?.subject);
    expect(subjects('topic')).toEqual(['s', 's', 's']);
    expect(subjects('queue')).toEqual([undefined, undefined, undefined]);
  });

  it('takes an export of captured messages, binary and ids included', () => {
    const line = formatExportLine({
      messageId: 'm',
      body: '{"a":1}',
      attributes: { b: { type: 'Binary', binary: true, value: 'AP8B' } },
      system: { MessageGroupId: 'g', MessageDeduplicationId: 'd', AWSTraceHeader: 't', SentTimestamp: '1' },
      source: null,
      firstSeen: 1,
      lastSeen: 2,
    });
    expect(lines(line)[0]?.message).toEqual({
      body: '{"a":1}',
      attributes: { b: { type: 'Binary', binary: true, value: 'AP8B' } },
      groupId: 'g',
      deduplicationId: 'd',
      traceHeader: 't',
    });
  });

  it.each([
    ['{"body":', 'not-json', null],
    ['[1]', 'not-object', null],
    ['{"text":1}', 'body-missing', 'Body'],
    ['{"body":"a","groupId":7}', 'not-text', 'groupId'],
    ['{"body":"a","delay":"soon"}', 'not-number', 'delay'],
    ['{"body":"a","attributes":[]}', 'not-attributes', 'attributes'],
    ['{"body":"a","attributes":{"x":{"value":"1"}}}', 'attribute-type', 'attributes.x'],
    ['{"body":"a","attributes":{"x":{"type":"String"}}}', 'attribute-value', 'attributes.x'],
    ['{"body":"a","attributes":{"x":{"type":"Binary","value":"?"}}}', 'not-base64', 'attributes.x'],
    ['{"Body":{}}', 'not-text', 'Body'],
  ])('says of %s why it is no message, and in which line', (bad, code, field) => {
    const entries = lines(`{"body":"ok"}\n${bad}\n{"body":"ok"}`);
    expect(entries.map(({ line, message }) => [line, message !== null])).toEqual([
      [1, true],
      [2, false],
      [3, true],
    ]);
    expect(entries[1]?.fault).toEqual({ code, field });
  });

  it('can hold the bodies themselves', () => {
    expect(lines('{"id": 1.0}\n"text"', 'bodies').map(({ message }) => message?.body)).toEqual([
      '{"id": 1.0}',
      'text',
    ]);
    expect(guessEntries('{"id":1}\n', 'jsonl')).toBe('bodies');
    expect(guessEntries('\uFEFF{"attributes":{},"body":1}\n', 'jsonl')).toBe('messages');
    expect(guessEntries('[\n{"MessageBody":"x"}]', 'array')).toBe('messages');
  });
});

describe('a JSON array', () => {
  it('gives its elements with the lines on which they begin', () => {
    const entries = array('[\n  {"body": "a"},\n\n  {"body": {\n    "b": 1e400\n  }}, {"none": 1}\n]');
    expect(entries).toMatchObject([
      { line: 2, message: { body: 'a' } },
      { line: 4, message: { body: '{\n    "b": 1e400\n  }' } },
      { line: 6, message: null, fault: { code: 'body-missing' } },
    ]);
  });

  it('that is broken says on which line', () => {
    expect(array('[\n{"body":"a"},\n{"body" "b"}]')).toMatchObject([
      { line: 3, fault: { code: 'not-json' } },
    ]);
    expect(array('{"body":"a"}')).toMatchObject([{ message: null, fault: { code: 'not-json' } }]);
  });
});

describe('a CSV file', () => {
  it('is read by its header row: quoted cells over several lines, attributes with their types', () => {
    const text = [
      '\uFEFFbody,groupId,Deduplication ID,delay,attr.total:Number.float,attr.kind,note',
      '"{""a"": 1,\n ""b"": 2}",g,d,5,1.50,Order,unused',
      '',
      'plain,,,,,,',
    ].join('\r\n');
    expect(csv(text)).toEqual([
      {
        line: 2,
        fault: null,
        message: {
          body: '{"a": 1,\n "b": 2}',
          attributes: {
            total: { type: 'Number.float', binary: false, value: '1.50' },
            kind: { type: 'String', binary: false, value: 'Order' },
          },
          groupId: 'g',
          deduplicationId: 'd',
          delaySeconds: 5,
        },
      },
      { line: 5, fault: null, message: { body: 'plain', attributes: {} } },
    ]);
  });

  it.each([
    ['body,delay\na,soon', { code: 'not-number', field: 'delay' }],
    ['body,x\na', { code: 'cells', field: '1/2' }],
    ['a,b\n1,2', { code: 'body-missing', field: null }],
    ['body,attr.p:Binary\na,?', { code: 'not-base64', field: 'attr.p:Binary' }],
    ['body,x\n"a,b', { code: 'quotes', field: null }],
  ])('of %j says what is wrong with its line', (text, fault) => {
    expect(csv(text)).toEqual([{ line: 2, message: null, fault }]);
  });

  it('takes a single column for the body', () => {
    expect(csv('anything\n{"a":1}')[0]?.message?.body).toBe('{"a":1}');
  });
});

describe('a file', () => {
  it.each([
    ['orders.csv', 'body\na', 'csv'],
    ['x.txt', '[{"body":1}]', 'array'],
    ['x.jsonl', '[1]', 'jsonl'],
    ['x', '{"body":1}', 'jsonl'],
    ['x', 'body,groupId', 'csv'],
  ] as const)('named %s is guessed by name and content', (name, text, format) => {
    expect(guessFormat(name, text)).toBe(format);
  });

  it('is checked against its queue before anything is sent', () => {
    const entries = lines('{"body":"ok"}\n{"body":""}\n{"body":"a","delay":901}\n{"body":"x\\u0000"}');
    const reasons = toBatchRows(entries, {}, standard).map(({ refused }) =>
      refused.map(({ reason }) => reason),
    );
    expect(reasons).toEqual([[], ['empty'], ['delay'], ['forbidden']]);
  });

  it('gets the group and fresh deduplication ids that a FIFO queue needs; a standard queue takes none of the latter', () => {
    const entries = lines('{"body":"a","deduplicationId":"d"}\n{"body":"b","groupId":"own"}');
    const fifo = { ...standard, fifo: true };
    expect(toBatchRows(entries, {}, fifo).map(({ refused }) => refused.map(({ reason }) => reason))).toEqual([
      ['group'],
      ['deduplication'],
    ]);
    let next = 0;
    const mended = toBatchRows(entries, { groupId: 'g', freshDeduplicationId: () => `f${next++}` }, fifo);
    expect(
      mended.map(({ message, refused }) => [message?.groupId, message?.deduplicationId, refused]),
    ).toEqual([
      ['g', 'f0', []],
      ['own', 'f1', []],
    ]);
    expect(toBatchRows(entries, {}, standard).map(({ message }) => message?.deduplicationId)).toEqual([
      undefined,
      undefined,
    ]);
  });
});
