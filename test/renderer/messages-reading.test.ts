import { CreateQueueCommand } from '@aws-sdk/client-sqs';
import { flushPromises } from '@vue/test-utils';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { decode } from '../../electron/domain/message/decode.ts';
import { toBase64, toUtf8 } from '../../electron/domain/message/bytes.ts';
import type { SeenMessage } from '../../electron/contract/index.ts';
import { layersOf, showContent, showLayer } from '../../renderer/features/messages/body-views.ts';
import { hexDump } from '../../renderer/features/messages/hex-dump.ts';
import { toFileName, toMessageJson } from '../../renderer/features/messages/message-json.ts';
import { choicesOf, fitsFilter, type SeenFilter } from '../../renderer/features/messages/seen-filter.ts';
import { useSeen } from '../../renderer/features/messages/useSeen.ts';
import { visibleText } from '../../renderer/features/messages/visible-text.ts';
import { placesOf } from '../../renderer/ui/code-marks.ts';
import { sandboxScope as scope, startTestBackend, type TestBackend } from '../support/backend.ts';
import { withPage } from '../support/page.ts';
import { startTestSandbox, type TestSandbox } from '../support/sandbox.ts';
import { send } from '../support/sqs-calls.ts';

const message = (change: Partial<SeenMessage> = {}): SeenMessage => ({
  messageId: 'm-1',
  body: '{"a":1}',
  attributes: { kind: { type: 'String', binary: false, value: 'OrderPaid' } },
  system: { MessageGroupId: 'acct-7', SenderId: 'AIDA' },
  size: 20,
  sentAt: 100_000,
  receiveCount: 2,
  seenAt: 5,
  ...change,
});
const anything: SeenFilter = { groupId: '', attribute: '', within: null, receives: null };

describe('a filter of what was seen', () => {
  it.each<[Partial<SeenFilter>, boolean]>([
    [{}, true],
    [{ groupId: 'acct-7' }, true],
    [{ groupId: 'acct-8' }, false],
    [{ attribute: 'kind' }, true],
    [{ attribute: 'kind=paid' }, true],
    [{ attribute: 'kind = ORDER' }, true],
    [{ attribute: 'kind=sent' }, false],
    [{ attribute: 'SenderId=aida' }, true],
    [{ attribute: 'other' }, false],
    [{ within: 60 }, true],
    [{ within: 5 }, false],
    [{ receives: 2 }, true],
    [{ receives: 3 }, false],
  ])('%j keeps the message: %s', (change, expected) => {
    expect(fitsFilter(message(), { ...anything, ...change }, 110_000)).toBe(expected);
  });

  it('counts a message without time or count as outside of both', () => {
    const odd = message({ sentAt: null, receiveCount: null });
    expect(fitsFilter(odd, { ...anything, within: 60 }, 0)).toBe(false);
    expect(fitsFilter(odd, { ...anything, receives: 1 }, 0)).toBe(false);
  });

  it('offers the groups and attributes that are there', () => {
    expect(choicesOf([message(), message({ system: {} })])).toEqual({
      groups: ['acct-7'],
      attributes: ['kind'],
    });
  });
});

describe('reading a body', () => {
  const precise = '{"id":12345678901234567890,"price":1.10,"name":"\\u00e9"}';

  it('moves white space only', () => {
    const { text, language } = showLayer(decode({ text: precise })[0]!, false);
    expect(text).toBe('{\n  "id": 12345678901234567890,\n  "price": 1.10,\n  "name": "\\u00e9"\n}');
    expect(language).toBe('json');
    expect(showContent(precise, 'raw', false).text).toBe(precise);
    expect(showContent('no json', 'json', false)).toMatchObject({ text: 'no json', language: 'text' });
  });

  it('shows a long one in part until all of it is asked for', () => {
    const long = 'x'.repeat(300_000);
    expect(showContent(long, 'raw', false)).toMatchObject({ cutFrom: 300_000 });
    expect(showContent(long, 'raw', false).text).toHaveLength(262_144);
    expect(showContent(long, 'raw', true)).toEqual({ text: long, language: 'text', cutFrom: null });
    expect(showContent(long, 'hex', false).cutFrom).toBe(300_000);
  });

  it('shows bytes by offset, digits and letters', () => {
    expect(hexDump(toUtf8('Hi, 서울! 0123456'))).toBe(
      '00000000  48 69 2c 20 ec 84 9c ec  9a b8 21 20 30 31 32 33  Hi, ......! 0123\n' +
        '00000010  34 35 36                                          456',
    );
    expect(hexDump(new Uint8Array())).toBe('');
  });

  it('goes on with the object that it points to', () => {
    const attributes = { ExtendedPayloadSize: { type: 'Number', binary: false, value: '9' } };
    const body = '["software.amazon.payloadoffloading.PayloadS3Pointer",{"s3BucketName":"b","s3Key":"k"}]';
    expect(layersOf(body, attributes, null).map(({ kind }) => kind)).toEqual(['s3-pointer']);
    const object = toBase64(toUtf8('{"real":"body"}'));
    expect(layersOf(body, attributes, object).map(({ kind }) => kind)).toEqual(['s3-pointer', 'json']);
  });

  it('writes what cannot be seen as its code point', () => {
    expect(visibleText('a\u0000b\u202ec\u200bd\te\n서울')).toBe('a\\u{0}b\\u{202e}c\\u{200b}d e 서울');
  });

  it('finds a text wherever it stands', () => {
    expect(placesOf('Aa aA', 'aa')).toEqual([0, 3]);
    expect(placesOf('anything', '')).toEqual([]);
  });

  it('is saved as JSON with text and binary as they are, under a name that any disk takes', () => {
    const json = JSON.parse(toMessageJson(message({ body: precise }))) as SeenMessage;
    expect(json.body).toBe(precise);
    expect(toFileName(message({ messageId: '../a b' }), 'json')).toBe('.._a_b.json');
  });
});

describe('the list of what was seen', () => {
  let sandbox: TestSandbox;
  let test: TestBackend;
  beforeEach(async () => {
    sandbox = await startTestSandbox();
    test = await startTestBackend({ sandbox: { endpoint: sandbox.url } });
  });
  afterEach(async () => {
    await test.close();
    await sandbox.close();
  });

  it('is read page by page, then follows what is new and what was deleted', async () => {
    const sqs = sandbox.sqs();
    const { QueueUrl: queueUrl = '' } = await sqs.send(new CreateQueueCommand({ QueueName: 'list' }));
    for (const body of ['one', 'two']) await send(sqs, queueUrl, body);
    const look = () => test.client.messages.peek({ scope, queueUrl, waitSeconds: 0 });
    await look();
    const { result: seen, close } = withPage(test.client, () => useSeen(() => ({ scope, queueUrl })));
    const bodies = (): string[] => seen.messages.value.map(({ body }) => body).sort();
    await vi.waitFor(() => expect(bodies()).toEqual(['one', 'two']));
    expect(seen.loading.value).toBe(false);
    await send(sqs, queueUrl, 'three');
    await look();
    await seen.refresh();
    expect(bodies()).toEqual(['one', 'three', 'two']);
    const { messageId } = seen.messages.value.find(({ body }) => body === 'two')!;
    await test.client.messages.remove({ scope, queueUrl, messageIds: [messageId] });
    await seen.refresh(true);
    const deleted = seen.messages.value.filter(({ deletedAt }) => deletedAt !== undefined);
    expect(deleted.map(({ body }) => body)).toEqual(['two']);
    close();
    await flushPromises();
  });
});
