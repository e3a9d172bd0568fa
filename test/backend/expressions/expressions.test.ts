import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { createExpressions, type Expressions } from '../../../electron/backend/expressions/expressions.ts';
import { expressionLimits } from '../../../electron/backend/expressions/limits.ts';
import type { ExpressionMessage } from '../../../electron/backend/expressions/message.ts';
import { failureOf } from '../../support/backend.ts';

const message = (body: unknown, more: Partial<ExpressionMessage> = {}): ExpressionMessage => ({
  messageId: 'm-1',
  body: typeof body === 'string' ? body : JSON.stringify(body),
  attributes: {},
  system: {},
  size: 10,
  ...more,
});

const open: Expressions[] = [];
function expressions(limits: Partial<typeof expressionLimits> = {}): Expressions {
  const made = createExpressions({ ...expressionLimits, ...limits });
  open.push(made);
  return made;
}
afterEach(() => open.splice(0).forEach((each) => each.close()));

/** For expressions that end. */
const shared = createExpressions();
afterAll(() => shared.close());

describe('a predicate', () => {
  const full = message(
    { total: 129.9, lines: [{ sku: 'a' }, { sku: 'b' }] },
    {
      attributes: { retry: { type: 'Number.int', binary: false, value: '3' } },
      system: {
        MessageGroupId: 'tenant-7',
        SentTimestamp: '1790000000000',
        ApproximateReceiveCount: '4',
        DeadLetterQueueSourceArn: 'arn:aws:sqs:us-east-1:000000000000:orders',
      },
    },
  );
  it.each([
    ['total > 80', true],
    ['total > 200', false],
    ['nothing.there', false],
    ['lines[sku = "b"]', true],
    ['lines[sku = "z"]', false],
    ['$number($message.attributes.retry) = 3 and $message.types.retry = "Number.int"', true],
    ['$message.groupId = "tenant-7" and $message.receiveCount >= 4', true],
    ['$message.sentAt > $toMillis("2026-09-01T00:00:00Z")', true],
    ['$contains($message.deadLetterSource, /:orders$/)', true],
    ['$contains($message.body, "129.9")', true],
    ['function($x){true}', false],
  ])('%s is %s', async (expression, expected) => {
    expect(await shared.where(expression, [full])).toEqual([{ ok: true, value: expected }]);
  });

  it('sees a body that is no JSON as its text, and what an SNS envelope carries as $inner', async () => {
    const envelope = { Type: 'Notification', TopicArn: 'arn:aws:sns:us-east-1:1:t', Message: '{"total":9}' };
    const asked = shared;
    expect(await asked.where('$contains($, "boom")', [message('boom at 7')])).toEqual([
      { ok: true, value: true },
    ]);
    expect(await asked.where('$inner.total = 9', [message(envelope), message({ total: 9 })])).toEqual([
      { ok: true, value: true },
      { ok: true, value: true },
    ]);
  });

  it('that is no expression is refused with its place', async () => {
    const failure = await failureOf(shared.where('total >\n  (1', []));
    expect(failure).toMatchObject({
      code: 'INVALID_INPUT',
      field: 'expression',
      numbers: { position: 12, line: 2, column: 5 },
    });
    expect(failure.message).toContain('Expected ")"');
  });

  it('fails on the messages that it does not fit, and on no other', async () => {
    const answers = await shared.where('$uppercase(name) = "A"', [
      message({ name: 'a' }),
      message({ name: 1 }),
      message({ name: 'b' }),
    ]);
    expect(answers.map(({ ok }) => ok)).toEqual([true, false, true]);
    expect(answers[1]).toMatchObject({ error: expect.stringContaining('"uppercase"') as string });
  });
});

describe('an expression that does not end', () => {
  const limits = { message: 300 };
  // A tail call, a nested one, a list beyond measure, a regular expression that JSONata cannot stop.
  it.each([
    ['($f := function($x){$f($x)}; $f(1))'],
    ['($f := function($x){1 + $f($x)}; $f(1))'],
    ['$count([1..3000].([1..3000].($ * 2)))'],
    ['$match("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!", /^(a+)+$/)'],
  ])('%s fails on its message, and the next ones are answered', async (endless) => {
    const asked = expressions(limits);
    const messages = [message({ n: 1 }), message({ n: 2 }), message({ n: 3 })];
    const answers = await asked.where(`n = 2 ? ${endless} : n = 1`, messages);
    expect(answers[0]).toEqual({ ok: true, value: true });
    expect(answers[1]).toMatchObject({ ok: false });
    expect(answers[2]).toEqual({ ok: true, value: false });
    expect(await asked.where('n = 1', messages.slice(0, 1))).toEqual([{ ok: true, value: true }]);
  });

  it('that eats memory ends its thread alone', async () => {
    const asked = expressions({ heap: 48, message: 20_000, sequence: 1e9 });
    const eating = '($f := function($l){$f($append($l, [1..900000]))}; $f([1]))';
    const answers = await asked.transform(`n = 1 ? ${eating} : $`, [message({ n: 1 }), message({ n: 2 })]);
    expect(answers).toMatchObject([{ ok: false }, { ok: true, changed: false }]);
  });

  it('is not given more time than a batch has', async () => {
    const asked = expressions({ message: 200, batch: 500 });
    const answers = await asked.where(
      '$match("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!", /^(a+)+$/)',
      Array.from({ length: 20 }, () => message('x')),
    );
    expect(answers).toHaveLength(20);
    expect(answers.every(({ ok }) => !ok)).toBe(true);
    expect(answers.at(-1)).toMatchObject({ error: expect.stringContaining('Not asked') as string });
  });

  it('ends when its caller goes away, and others wait no longer', async () => {
    const asked = expressions({ message: 20_000 });
    const caller = new AbortController();
    const endless = asked.where(
      '$match("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!", /^(a+)+$/)',
      [message('x')],
      caller.signal,
    );
    const next = asked.where('true', [message('x')]);
    caller.abort();
    expect((await failureOf(endless)).code).toBe('CANCELLED');
    expect(await next).toEqual([{ ok: true, value: true }]);
  });

  it('ends with its owner', async () => {
    const asked = expressions({ message: 20_000 });
    const endless = asked.where('$match("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!", /^(a+)+$/)', [
      message('x'),
    ]);
    asked.close();
    expect((await failureOf(endless)).code).toBe('CANCELLED');
  });
});

describe('a transform', () => {
  const one = async (expression: string, given: ExpressionMessage) =>
    (await shared.transform(expression, [given]))[0];
  const content = { attributes: {}, groupId: null, deduplicationId: null };

  it('rewrites what it names and keeps every other byte', async () => {
    const body = '{ "id": 12345678901234567890, "zip": "04668", "price": 1.50, "a": 1, "a": 2 }';
    expect(await one('$ ~> |$|{"postalCode": zip}, ["zip"]|', message(body))).toEqual({
      ok: true,
      changed: true,
      content: {
        ...content,
        body: '{ "id": 12345678901234567890, "price": 1.50, "a": 1, "a": 2, "postalCode": "04668" }',
      },
    });
  });

  it('that leaves a message as it is says so', async () => {
    const body = '{"n": 1.0}';
    expect(await one('$', message(body))).toEqual({
      ok: true,
      changed: false,
      content: { ...content, body },
    });
    expect(await one('$', message('no JSON'))).toMatchObject({ ok: true, changed: false });
  });

  it('that would change what it only moves is refused with the place', async () => {
    expect(await one('{"orderId": id}', message('{"id":12345678901234567890}'))).toEqual({
      ok: false,
      error: 'At orderId: a number of more digits than JSONata computes with would be changed.',
    });
  });

  it('makes a text of a text, and JSON of what is none', async () => {
    expect(await one('$uppercase($)', message('boom'))).toMatchObject({ content: { body: 'BOOM' } });
    expect(await one('{"text": $}', message('boom'))).toMatchObject({ content: { body: '{"text":"boom"}' } });
    expect(await one('$uppercase($)', message('"boom"'))).toMatchObject({ content: { body: '"BOOM"' } });
    expect(await one('$string($)', message('{"a":1}'))).toMatchObject({ content: { body: '{"a":1}' } });
  });

  it('changes attributes, group and deduplication id through $with, and leaves the others', async () => {
    const attributes = {
      keep: { type: 'String.x', binary: false, value: 'k' },
      count: { type: 'Number.int', binary: false, value: '1' },
      gone: { type: 'String', binary: false, value: 'g' },
      bytes: { type: 'Binary', binary: true, value: 'AAE=' },
    };
    const given = message('{"tenant":"t7","n":1.0}', { attributes, system: { MessageGroupId: 'old' } });
    const expression = `$with({
      "attributes": {"count": "2", "gone": null, "note": "redriven", "size": 3, "raw": {"type": "Binary.png", "value": "AA=="}},
      "groupId": tenant, "deduplicationId": $message.id })`;
    expect(await one(expression, given)).toEqual({
      ok: true,
      changed: true,
      content: {
        body: '{"tenant":"t7","n":1.0}',
        attributes: {
          keep: attributes.keep,
          count: { type: 'Number.int', binary: false, value: '2' },
          bytes: attributes.bytes,
          note: { type: 'String', binary: false, value: 'redriven' },
          size: { type: 'Number', binary: false, value: '3' },
          raw: { type: 'Binary.png', binary: true, value: 'AA==' },
        },
        groupId: 't7',
        deduplicationId: 'm-1',
      },
    });
  });

  it.each([
    ['nothing.there', 'gives nothing'],
    ['{"f": function($x){1}}', 'holds a function'],
    ['$with({"boddy": 1})', 'not boddy'],
    ['[$with({"body": 1})]', 'stands alone'],
    ['$with({"groupId": 7})', 'groupId is a text'],
    ['$with({"attributes": {"a b": "x"}})', 'attributes name'],
    ['""', 'MessageBody'],
    ['{"x": $pad("", 1100000, "x")}', 'shorter than 1048576'],
  ])('%s is an error of the message: %s', async (expression, error) => {
    expect(await one(expression, message({ a: 1 }))).toEqual({
      ok: false,
      error: expect.stringContaining(error) as string,
    });
  });
});

it('many messages are answered in order, over all parts', async () => {
  const messages = Array.from({ length: 2_300 }, (_, n) => message({ n }));
  const answers = await shared.where('n % 3 = 0', messages);
  expect(answers.map((each) => each.ok && each.value)).toEqual(messages.map((_, n) => n % 3 === 0));
});
