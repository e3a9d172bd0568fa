import { describe, expect, it } from 'vitest';
import type { FailedMessage } from '../../electron/domain/failure-groups/cause.ts';
import { causeAt, findCause } from '../../electron/domain/failure-groups/find-cause.ts';
import { findCommon } from '../../electron/domain/failure-groups/find-shared.ts';
import { formatPath, parsePath } from '../../electron/domain/failure-groups/json-path.ts';
import { toTemplate } from '../../electron/domain/failure-groups/normalise.ts';
import { suggestPaths } from '../../electron/domain/failure-groups/suggest-paths.ts';
import { createRandom, type Random } from './random.ts';

const text = (values: Record<string, string>): FailedMessage['attributes'] =>
  Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, { type: 'String', binary: false, value }]),
  );
const of = (body: unknown, attributes: Record<string, string> = {}): FailedMessage => ({
  body: typeof body === 'string' ? body : JSON.stringify(body),
  attributes: text(attributes),
});

describe('what differs from message to message', () => {
  it.each([
    ['order 4711 of 2026-01-05T09:12:44.031Z', 'order {n} of {date}'],
    ['timed out after 30.03 seconds, 10000ms', 'timed out after {n} seconds, {n}ms'],
    ['POST https://pay.example.com/v2/charges to S3', 'POST https://pay.example.com/v2/charges to S3'],
    ['a1f0c2de-5b14-4c0e-9f3b-6f3a2f0c7b11 by ada.b@example.com', '{uuid} by {email}'],
    ['at 0x7ffe12 digest deadbeefdeadbeef01', 'at {hex} digest {hex}'],
    ['usr7731 req_8Fk29aZ', 'usr{n} req_{id}'],
    ['재고 12개 부족', '재고 {n}개 부족'],
    ['first line 1\n  at Object.<anonymous> (/app/x.js:1:2)', 'first line {n}'],
    ['', ''],
  ])('of %j leaves %j', (from, to) => {
    expect(toTemplate(from)).toBe(to);
  });

  it('is found in a text of 1 MiB at once', () => {
    const start = performance.now();
    for (const part of ['a', '1', 'a1', 'a@', '1:', '{n}.', 'a.b@', '\n'])
      toTemplate(part.repeat((1024 * 1024) / part.length));
    expect(performance.now() - start).toBeLessThan(500);
  });
});

describe('the cause of a message', () => {
  it('is what EventBridge wrote, with the rule and the target', () => {
    const event = {
      ERROR_CODE: 'NO_PERMISSIONS',
      ERROR_MESSAGE: 'Not allowed, request 7f3a9c12-0000-4000-8000-000000000001.',
      RULE_ARN: 'arn:aws:events:us-east-1:000000000000:rule/order-placed',
      TARGET_ARN: 'arn:aws:sqs:us-east-1:000000000000:orders',
    };
    const cause = findCause(of({ error: 'not this' }, event));
    expect(cause).toMatchObject({
      kind: 'eventbridge',
      title: 'NO_PERMISSIONS: Not allowed, request {uuid}. (order-placed → orders)',
    });
    const other = { ...event, TARGET_ARN: 'arn:aws:sqs:us-east-1:000000000000:shipping' };
    expect(findCause(of({}, other)).key).not.toBe(cause.key);
  });

  it('is what Lambda wrote, whatever the request; round a notification it is of SNS', () => {
    const at = (RequestID: string): Record<string, string> => ({
      RequestID,
      ErrorCode: '200',
      ErrorMessage: `Task ${RequestID} timed out after 3.00 seconds`,
    });
    const one = findCause(of({ a: 1 }, at('a1f0c2de-5b14-4c0e-9f3b-6f3a2f0c7b11')));
    expect(one).toMatchObject({ kind: 'lambda', title: '200: Task {uuid} timed out after {n} seconds' });
    expect(findCause(of('x', at('11f0c2de-5b14-4c0e-9f3b-6f3a2f0c7b12'))).key).toBe(one.key);
    const envelope = { Type: 'Notification', TopicArn: 'arn:aws:sns:us-east-1:1:t', Message: 'hello' };
    expect(findCause(of(envelope, at('1'))).kind).toBe('sns');
  });

  it.each([
    [
      'an error of type and message',
      { id: 1, error: { type: 'Late', message: 'by 5 days' } },
      'error',
      'Late: by {n} days',
    ],
    ['an error text', { error: 'boom 7' }, 'error', 'boom {n}'],
    ['the first of a list', { errors: [{ code: 404, message: 'gone' }] }, 'errors[0]', '404: gone'],
    ['two fields side by side', { errorCode: 'E12', errorMessage: 'late' }, 'errorCode', 'E12: late'],
    ['a field inside', { detail: { lastError: { name: 'Boom' } } }, 'detail.lastError', 'Boom'],
    [
      'a field inside of what SNS carries',
      { Type: 'Notification', TopicArn: 't', Message: '{"exception":"Boom"}' },
      'exception',
      'Boom',
    ],
  ])('is %s of the body', (_, body, from, title) => {
    expect(findCause(of(body))).toMatchObject({ kind: 'body', from, title });
  });

  it('is an error attribute when the body says nothing, and never an empty error', () => {
    const message = of({ error: null, errors: [], failure: false }, { errorType: 'Boom', other: 'x' });
    expect(findCause(message)).toMatchObject({ kind: 'attribute', from: 'errorType', title: 'Boom' });
  });

  it('is else the shape of the body: names and types, not values', () => {
    const one = findCause(of({ b: 'x', a: 1, map: { 'ord-1234': true } }));
    expect(one).toMatchObject({ kind: 'shape', title: '{ a, b, map }' });
    expect(findCause(of({ a: 2, b: 'yy', map: { 'ord-99': false, 'ord-5': true } })).key).toBe(one.key);
    expect(findCause(of({ a: '2', b: 'yy', map: { 'ord-99': false } })).key).not.toBe(one.key);
  });

  it.each([
    ['cut', '{"orderId":"ord-1","customer":{"na', '{ "orderId": …'],
    ['encoded', `H4sI${'A'.repeat(60)}==`, 'gzip, base64'],
    ['text', 'ping 5', 'ping {n}'],
    ['text', '', ''],
  ])('is %s for %j', (kind, body, title) => {
    expect(findCause(of(body))).toMatchObject({ kind, title });
  });

  it('is the value of a chosen field, or that there is none', () => {
    const path = parsePath('$.items[0].sku') ?? [];
    expect(causeAt(of({ items: [{ sku: 'CHR-001' }] }), path)).toMatchObject({
      kind: 'path',
      title: 'CHR-{n}',
    });
    expect(causeAt(of({ items: [] }), path).kind).toBe('missing');
    expect(causeAt(of('no JSON'), path).kind).toBe('missing');
  });
});

describe('a path', () => {
  it.each([
    ['error.type', ['error', 'type']],
    ['$.a[0].b', ['a', 0, 'b']],
    ['["a name"].b', ['a name', 'b']],
    ['$["a.b"]', ['a.b']],
    ['결제.상태', ['결제', '상태']],
  ])('%s is read and written back', (from, steps) => {
    const path = parsePath(from);
    expect(path).toEqual(steps);
    expect(parsePath(formatPath(path ?? []))).toEqual(steps);
  });
  it.each(['', 'a..b', 'a[', 'a["x', '.', 'a b'])('is not %j', (from) => {
    expect(parsePath(from)).toBeNull();
  });
  it('is suggested from bodies: errors first, then what tells them apart', () => {
    const bodies = Array.from({ length: 60 }, (_, n) =>
      JSON.stringify({
        id: `n-${n}`,
        name: 'x'.repeat(n),
        state: n % 2 ? 'paid' : 'open',
        error: { type: 'Late' },
      }),
    );
    expect(suggestPaths(bodies)).toEqual(['error.type', 'state']);
  });
});

/** Everything that a cause may name and that says nothing about it. */
const hex = (random: Random, length: number): string =>
  Array.from({ length }, () => '0123456789abcdef'[random.below(16)]).join('');
const uuid = (random: Random): string => [8, 4, 4, 4, 12].map((length) => hex(random, length)).join('-');
const noise: Record<string, (random: Random) => string> = {
  number: (random) => String(random.below(10 ** (1 + random.below(9)))),
  decimal: (random) => `${random.below(1000)}.${random.below(100)}`,
  uuid,
  hex: (random) => hex(random, 32),
  date: (random) => new Date(random.below(2 ** 31) * 1000).toISOString(),
  day: (random) => new Date(random.below(2 ** 31) * 1000).toISOString().slice(0, 10),
  email: (random) =>
    `${random.pick(['ada', '김', 'o.k+1'])}${random.below(99)}@${random.pick(['x.com', 'a.b.kr'])}`,
  order: (random) => `ord-${random.below(99_999)}-${random.below(9_999)}`,
};

describe('equal causes with other ids', () => {
  const random = createRandom(7);
  const words = ['order', 'charge', '결제', 'failed', 'for', 'limit', 'v2', 'in', 'stock'];
  it.each(Object.keys(noise))('stay one group: %s', (kind) => {
    const make = noise[kind];
    if (!make) throw new RangeError(kind);
    for (let round = 0; round < 100; round += 1) {
      const before = Array.from({ length: 1 + random.below(4) }, () => random.pick(words)).join(' ');
      const after = random.pick(words);
      const bodies = Array.from({ length: 5 }, () => `${before} ${make(random)} ${after}: "${make(random)}"`);
      const messages = [
        bodies.map((message) => of({ id: uuid(random), error: { type: 'Broken', message } })),
        bodies.map((body) => of(body)),
        bodies.map((ErrorMessage) => of('x', { RequestID: uuid(random), ErrorMessage })),
      ];
      for (const group of messages) {
        expect([...new Set(group.map((one) => findCause(one).key))], bodies.join('\n')).toHaveLength(1);
      }
      const other = of({ error: { type: 'Broken', message: `${before} and ${make(random)} ${after}` } });
      expect(findCause(other).key).not.toBe(findCause(messages[0]?.[0] ?? other).key);
    }
  });
});

describe('what messages of a group have in common', () => {
  const order = (release: string, n: number): FailedMessage =>
    of({ kind: 'order', id: `o-${n}`, shop: { release } }, { stage: release === '4.18.0' ? 'ship' : 'pay' });

  it('is what nearly all of them share and few others do', () => {
    const group = [1, 2, 3].map((n) => order('4.18.0', n));
    const others = [4, 5, 6].map((n) => order('4.17.2', n));
    expect(findCommon(group, others)).toEqual([
      { kind: 'attribute', name: 'stage', value: 'ship', count: 3 },
      { kind: 'body', name: 'shop.release', value: '4.18.0', count: 3 },
    ]);
  });

  it('is nothing of one message alone', () => {
    expect(findCommon([order('1', 1)], [])).toEqual([]);
  });
});
