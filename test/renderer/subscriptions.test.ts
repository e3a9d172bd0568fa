import { describe, expect, it } from 'vitest';
import type { Subscription } from '../../electron/contract/index.ts';
import { toFilterLines } from '../../renderer/features/subscriptions/filter-words.ts';
import { placeOfQueue } from '../../renderer/features/subscriptions/queue-place.ts';
import { filterSubscriptions, keyOf } from '../../renderer/features/subscriptions/subscription-rows.ts';

const words = (policy: object): string[] =>
  (toFilterLines(JSON.stringify(policy)) ?? []).map(
    ({ path, alternative, conditions }) =>
      `${alternative || ''}${path}: ${conditions.map(({ word, text }) => `${word} ${text}`).join(' | ')}`,
  );

describe('a filter policy in words', () => {
  it('has a line for each key, whatever its conditions are', () => {
    expect(
      words({
        kind: [
          'paid',
          { prefix: 'ord-' },
          { suffix: '!' },
          { 'equals-ignore-case': 'X' },
          { wildcard: 'a*' },
        ],
        ip: [{ cidr: '10.0.0.0/8' }],
        total: [{ numeric: ['>', 5, '<=', 9.5] }],
        note: [{ exists: true }, { exists: false }],
        state: [{ 'anything-but': ['a', 1] }, { 'anything-but': { prefix: 'x' } }],
      }),
    ).toEqual([
      'kind: is "paid" | begins "ord-" | ends "!" | anyCase "X" | like "a*"',
      'ip: address "10.0.0.0/8"',
      'total: number > 5, <= 9.5',
      'note: present  | absent ',
      'state: isNot "a", 1 | notBegins "x"',
    ]);
  });

  it('names nested keys by their path, and the alternatives of an $or', () => {
    expect(words({ order: { $or: [{ a: [1] }, { b: { c: [null] } }] } })).toEqual([
      '1order.a: is 1',
      '2order.b.c: is null',
    ]);
  });

  it('of an operator nobody knows yet shows it as it is', () => {
    expect(words({ a: [{ soundex: 'x' }] })).toEqual(['a: other {"soundex":"x"}']);
    expect(words({ a: [{}] })).toEqual(['a: other {}']);
  });

  it('is not there when the policy is no object', () => {
    expect([toFilterLines(''), toFilterLines('[]'), toFilterLines('null')]).toEqual([null, null, null]);
  });
});

describe('the queue of a subscription', () => {
  const here = { profile: 'a', region: 'eu-west-1' };
  const far = { profile: 'b', region: 'us-east-1' };
  const accounts: Record<string, string> = { a: '111111111111', b: '222222222222' };
  const accountOf = ({ profile }: { profile: string }) => accounts[profile] ?? null;
  const place = (arn: string) => placeOfQueue(arn, [here, far], accountOf);

  it('is found in the scope of its region and account', () => {
    expect(place('arn:aws:sqs:us-east-1:222222222222:q')).toEqual({ scope: far, name: 'q' });
    expect(place('arn:aws:sqs:eu-west-1:111111111111:q.fifo')).toEqual({ scope: here, name: 'q.fifo' });
  });

  it('is nowhere when no scope in view is of its account, or it is no queue', () => {
    expect(place('arn:aws:sqs:eu-west-1:222222222222:q')).toBeNull();
    expect(place('arn:aws:lambda:eu-west-1:111111111111:function:f')).toBeNull();
    expect(place('https://example.com')).toBeNull();
  });
});

describe('the list of subscriptions', () => {
  const base: Subscription = {
    arn: 'arn:x',
    state: 'confirmed',
    topicArn: 'arn:t',
    protocol: 'sqs',
    endpoint: 'arn:aws:sqs:eu-west-1:1:q',
    owner: '1',
    rawDelivery: false,
    filterPolicy: null,
    filterPolicyScope: null,
    deadLetterTargetArn: null,
    failure: null,
  };
  const waiting: Subscription = { ...base, arn: null, state: 'pending', protocol: 'email', endpoint: 'a@b' };
  const denied: Subscription = {
    ...base,
    arn: 'arn:y',
    failure: { code: 'ACCESS_DENIED', message: '', retryable: false },
  };

  it('knows no missing DLQ of what could not be read', () => {
    expect(filterSubscriptions([base, waiting, denied], '', ['noDlq'])).toEqual([base]);
    expect(filterSubscriptions([base, waiting, denied], '', ['pending'])).toEqual([waiting]);
    expect(filterSubscriptions([base, waiting, denied], 'A@B', [])).toEqual([waiting]);
  });

  it('tells those apart that have no ARN yet', () => {
    expect(keyOf(waiting)).not.toBe(keyOf({ ...waiting, protocol: 'email-json' }));
  });
});
