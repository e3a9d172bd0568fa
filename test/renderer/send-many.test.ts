import { createPinia, setActivePinia } from 'pinia';
import { beforeEach, describe, expect, it } from 'vitest';
import type { SendResult } from '../../electron/contract/index.ts';
import { toBatchRows, parseBatch } from '../../electron/domain/message/batch-file.ts';
import { rateFault, timesFault, toRate } from '../../renderer/features/messages/send-amounts.ts';
import { readAs, sumUp, takeFile, useBatchDrafts } from '../../renderer/features/messages/send-batch.ts';
import { toDraft, toSendFields } from '../../renderer/features/messages/send-draft.ts';
import { isBucketName } from '../../renderer/features/messages/send-pointer.ts';
import { toResultLines } from '../../renderer/features/messages/send-results.ts';
import { indentJson, minifyJson } from '../../renderer/ui/json-text.ts';

beforeEach(() => setActivePinia(createPinia()));
const scope = { profile: 'shop', region: 'us-east-1' };

describe('a file that was chosen', () => {
  it('is read as its name and content tell, and stays with its queue', () => {
    const { draftOf } = useBatchDrafts();
    takeFile(draftOf(scope, 'q'), 'a.csv', 'body,attr.n:Number\nx,1\n');
    expect(draftOf(scope, 'q')).toMatchObject({
      format: 'csv',
      columns: [{ role: 'body' }, { role: 'attribute', name: 'n', type: 'Number' }],
    });
    expect(draftOf(scope, 'other').text).toBe('');
    readAs(draftOf(scope, 'q'), 'jsonl');
    expect(draftOf(scope, 'q')).toMatchObject({ format: 'jsonl', entries: 'bodies' });
  });

  it('has sums of what may go and what may not', () => {
    const target = {
      kind: 'queue' as const,
      fifo: false,
      contentBasedDeduplication: false,
      maximumMessageSize: 1024,
    };
    const text = '{"body":"ab"}\nno\n{"body":"a","delay":1000}\n{"body":"abc"}';
    const rows = toBatchRows(
      parseBatch(text, { format: 'jsonl', entries: 'messages', columns: [] }),
      {},
      target,
    );
    const sums = sumUp(rows, ({ body }) => body.length);
    expect(sums).toMatchObject({ total: 4, bytes: 5, good: [{ body: 'ab' }, { body: 'abc' }] });
    expect(sums.bad.map(({ line }) => line)).toEqual([2, 3]);
  });
});

describe('amounts', () => {
  it('are whole repeats and rates above zero', () => {
    expect(['1', '100000'].map(timesFault)).toEqual([null, null]);
    expect(['', '0', '100001', '1.5', 'x'].map(timesFault)).toEqual(Array(5).fill('times'));
    expect(['', '0.5', '10000'].map(rateFault)).toEqual([null, null, null]);
    expect(['0', '-1', '1e3', '10001'].map(rateFault)).toEqual(Array(4).fill('rate'));
    expect([toRate(''), toRate('0.5')]).toEqual([undefined, 0.5]);
  });
});

describe('a message that was saved', () => {
  it('is written on as it was: types with their suffixes, delay and ids', () => {
    const message = {
      body: 'b',
      attributes: {
        n: { type: 'Number.int.x', binary: false, value: '1' },
        p: { type: 'Binary', binary: true, value: 'AAE=' },
      },
      delaySeconds: 0,
      groupId: 'g',
      deduplicationId: 'd',
      traceHeader: 't',
    };
    expect(toSendFields(toDraft(message))).toEqual(message);
  });
});

describe('results that are saved', () => {
  it('are lines numbered from 1, with ids and reasons', () => {
    const results: SendResult[] = [
      { index: 0, outcome: 'sent', messageId: 'm', sequenceNumber: null, failure: null },
      {
        index: 1,
        outcome: 'refused',
        messageId: null,
        sequenceNumber: null,
        failure: { code: 'TOO_LARGE', message: 'too long', retryable: false },
      },
    ];
    expect(
      toResultLines(results)
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as unknown),
    ).toEqual([
      { n: 1, outcome: 'sent', messageId: 'm' },
      { n: 2, outcome: 'refused', code: 'TOO_LARGE', reason: 'too long' },
    ]);
  });
});

describe('formatting', () => {
  it('changes white space only', () => {
    const text = '{ "id" : 12345678901234567890, "a":1.0,"a" : "\\u00e9 , {" , "e":[ ] }';
    expect(minifyJson(text)).toBe('{"id":12345678901234567890,"a":1.0,"a":"\\u00e9 , {","e":[]}');
    expect(minifyJson(indentJson(text) ?? '')).toBe(minifyJson(text));
    expect(minifyJson('{no}')).toBeNull();
  });
});

describe('a bucket', () => {
  it('has a name as S3 takes it', () => {
    expect(['abc', 'my.bucket-1'].map(isBucketName)).toEqual([true, true]);
    expect(['ab', 'Upper', '-a-', 'a_b', ''].map(isBucketName)).toEqual(Array(5).fill(false));
  });
});
