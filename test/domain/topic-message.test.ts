import { describe, expect, it } from 'vitest';
import type { TopicMessage } from '../../electron/domain/topic-message.ts';
import { checkTopicMessage } from '../../electron/domain/check-topic-message.ts';
import { parseProtocolTexts } from '../../electron/domain/protocol-texts.ts';

const taker = { fifo: false, contentBasedDeduplication: false, maximumMessageSize: 1024 };
const reasons = (change: Partial<TopicMessage>, topic = taker): string[] =>
  checkTopicMessage({ message: 'x', structure: 'plain', attributes: {}, ...change }, topic).map(
    ({ field, reason }) => `${field} ${reason}`,
  );

describe('a message per protocol', () => {
  it('gives its texts, and names what SNS passes over', () => {
    expect(parseProtocolTexts('{"default":"d","sqs":"s","email":7}')).toEqual({
      fault: null,
      texts: { default: 'd', sqs: 's' },
      ignored: ['email'],
    });
  });

  it.each([
    ['{', 'json'],
    ['["default"]', 'json'],
    ['{"default":"d"} // x', 'json'],
    ['{"default":"d",}', 'json'],
    ['{"sqs":"s"}', 'default'],
    ['{"default":1}', 'default'],
    ['{"default":"a","sqs":"b","sqs":"c"}', 'double'],
  ])('of %s is none: %s', (text, fault) => {
    expect(parseProtocolTexts(text).fault).toBe(fault);
  });
});

describe('a message to a topic', () => {
  it('counts attributes into the limit and the subject not', () => {
    const attributes = { a: { type: 'String', binary: false, value: 'v' } };
    expect(reasons({ message: 'x'.repeat(1016), attributes, subject: 'free' })).toEqual([]);
    expect(reasons({ message: 'x'.repeat(1017), attributes })).toEqual(['message size']);
  });

  it('has ids where they are legal', () => {
    const fifo = { ...taker, fifo: true };
    expect(reasons({ groupId: 'tenant' })).toEqual([]);
    expect(reasons({ deduplicationId: 'd' })).toEqual(['deduplicationId fifoOnly']);
    expect(reasons({}, fifo)).toEqual(['groupId group', 'deduplicationId deduplication']);
    expect(reasons({ groupId: 'g' }, { ...fifo, contentBasedDeduplication: true })).toEqual([]);
    expect(reasons({ groupId: 'a b', deduplicationId: 'd' }, fifo)).toEqual(['groupId refused']);
  });

  it('has a subject of one line below 100 characters', () => {
    expect(reasons({ subject: '주'.repeat(99) })).toEqual([]);
    expect(reasons({ subject: 'x'.repeat(100) })).toEqual(['subject subject']);
    expect(reasons({ subject: 'a\u0007' })).toEqual(['subject subject']);
  });
});
