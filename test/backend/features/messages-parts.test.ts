import type { Message } from '@aws-sdk/client-sqs';
import { describe, expect, it } from 'vitest';
import { toBudget } from '../../../electron/backend/features/messages/budget.ts';
import { createHolds } from '../../../electron/backend/features/messages/holds.ts';
import { createSeenMemory } from '../../../electron/backend/features/messages/seen.ts';
import { isIntact, toSeenMessage } from '../../../electron/backend/features/messages/to-seen.ts';
import type { SeenMessage } from '../../../electron/contract/index.ts';
import { createHeldClock } from '../../support/clock.ts';

const seen = (messageId: string, size = 10): SeenMessage => ({
  ...toSeenMessage({ MessageId: messageId, Body: 'b' }, 1),
  size,
});

describe('the memory of what was seen', () => {
  const ids = (messages: SeenMessage[]): string[] => messages.map(({ messageId }) => messageId);

  it('keeps the newest by number', () => {
    const memory = createSeenMemory({ messages: 3, bytes: 1000 });
    for (const id of ['a', 'b', 'c', 'd']) memory.add(id === 'b' ? 'other' : 'queue', seen(id));
    expect(ids(memory.of('queue'))).toEqual(['d', 'c']);
    expect(ids(memory.of('other'))).toEqual(['b']);
  });

  it('keeps the newest by size', () => {
    const memory = createSeenMemory({ messages: 100, bytes: 25 });
    for (const id of ['a', 'b', 'c']) memory.add('queue', seen(id));
    expect(ids(memory.of('queue'))).toEqual(['c', 'b']);
  });

  it('a new sight replaces the older one and counts as newest', () => {
    const memory = createSeenMemory({ messages: 2, bytes: 1000 });
    memory.add('queue', seen('a'));
    memory.add('queue', seen('b'));
    memory.add('queue', { ...seen('a'), receiveCount: 2 });
    memory.add('queue', seen('c'));
    expect(memory.of('queue')).toMatchObject([{ messageId: 'c' }, { messageId: 'a', receiveCount: 2 }]);
  });
});

describe('the budget', () => {
  const policy = (maxReceiveCount: number) => ({ deadLetterTargetArn: 'arn', maxReceiveCount });
  it.each([
    [null, 9, 'free', null],
    [undefined, 9, 'unknown', null],
    [policy(5), null, 'unknown', null],
    [policy(5), 3, 'safe', 1],
    [policy(5), 0, 'safe', 4],
    [policy(5), 4, 'spent', 0],
    [policy(5), 50, 'spent', 0],
    [policy(1), null, 'refused', null],
    [policy(1), 0, 'refused', 0],
  ] as const)('%j after %j is %s', (given, highestSeen, verdict, looksLeft) => {
    expect(toBudget(given, false, { highestSeen, looks: 1 })).toMatchObject({ verdict, looksLeft });
  });
});

describe('a kept hold', () => {
  const scope = { profile: 'p', region: 'us-east-1' };
  it('ends by itself', async () => {
    const clock = createHeldClock();
    const holds = createHolds(clock);
    const since = clock.now();
    holds.keep({ lookId: 'l', scope, queueUrl: 'u', held: [], since, until: since + 30_000 });
    await clock.pass(29_900, 100);
    expect(holds.of(scope, 'u')).toHaveLength(1);
    await clock.pass(200, 100);
    expect(holds.of(scope, 'u')).toEqual([]);
    expect(holds.take(scope, 'u', 'l')).toBeUndefined();
  });
});

describe('a received message', () => {
  it.each<[string, Message, Partial<SeenMessage>]>([
    [
      'nothing but an id',
      { MessageId: 'm' },
      { body: '', attributes: {}, system: {}, sentAt: null, receiveCount: null, size: 0 },
    ],
    [
      'an ISO time',
      { MessageId: 'm', Attributes: { SentTimestamp: '2023-11-14T22:13:20Z' } },
      { sentAt: 1_700_000_000_000 },
    ],
    [
      'an empty count',
      { MessageId: 'm', Attributes: { ApproximateReceiveCount: '' } },
      { receiveCount: null },
    ],
  ])('with %s is shown all the same', (_, message, expected) => {
    expect(toSeenMessage(message, 5)).toMatchObject({ messageId: 'm', seenAt: 5, ...expected });
  });

  it('is held against its digests, where it has some', () => {
    expect(isIntact({ Body: 'hello', MD5OfBody: '5d41402abc4b2a76b9719d911017c592' })).toBe(true);
    expect(isIntact({ Body: 'hello!', MD5OfBody: '5d41402abc4b2a76b9719d911017c592' })).toBe(false);
    expect(isIntact({ Body: 'hello' })).toBe(true);
    const MessageAttributes = { MyAttribute: { DataType: 'String', StringValue: 'foobar' } };
    expect(isIntact({ MessageAttributes, MD5OfMessageAttributes: 'adb59cd4678ea5a855436b949cd07ab6' })).toBe(
      true,
    );
    expect(isIntact({ MD5OfMessageAttributes: 'adb59cd4678ea5a855436b949cd07ab6' })).toBe(false);
  });
});
