import { describe, expect, it } from 'vitest';
import type { ReceiveBudget } from '../../electron/contract/index.ts';
import { toMessagePips, toPips } from '../../renderer/features/messages/budget-pips.ts';
import { toSendCommand } from '../../renderer/features/messages/command-lines.ts';
import { checkDraft } from '../../renderer/features/messages/send-check.ts';
import { toSendFields, type SendDraft } from '../../renderer/features/messages/send-draft.ts';
import { newPair } from '../../renderer/ui/typed-pairs.ts';

const draftOf = (change: Partial<SendDraft>): SendDraft => ({
  body: 'x',
  attributes: [],
  delay: '',
  groupId: '',
  deduplicationId: '',
  traceHeader: '',
  subject: '',
  ...change,
});
const pair = (name: string, kind: string, value: string, suffix = ''): SendDraft['attributes'][number] => ({
  ...newPair(kind),
  name,
  value,
  suffix,
});
const standard = { fifo: false, contentBasedDeduplication: false, maximumMessageSize: 1024 };
const fifo = { ...standard, fifo: true };
const reasons = (draft: SendDraft, target = standard): string[] =>
  checkDraft(draft, target).map(({ field, reason }) => `${field} ${reason}`);

describe('a draft, before it is sent', () => {
  it('has a subject that a topic takes: one line below 100 characters', () => {
    const topic = { ...standard, kind: 'topic' as const };
    expect(reasons(draftOf({ subject: 'order {{n}}' }), topic)).toEqual([]);
    expect(toSendFields(draftOf({ subject: 'order {{n}}' })).subject).toBe('order {{n}}');
    for (const subject of ['x'.repeat(100), 'two\nlines', 'bell\u0007']) {
      expect(reasons(draftOf({ subject }), topic), subject).toEqual(['subject subject']);
    }
    expect('subject' in toSendFields(draftOf({}))).toBe(false);
  });
  it('passes when nothing speaks against it', () => {
    expect(checkDraft(draftOf({ delay: '900', groupId: 'tenant-1' }), standard)).toEqual([]);
    expect(checkDraft(draftOf({ groupId: 'g', deduplicationId: 'd' }), fifo)).toEqual([]);
  });

  it('needs a body, which is not said before the first try', () => {
    expect(checkDraft(draftOf({ body: '' }), standard)).toEqual([
      { field: 'body', reason: 'empty', quiet: true },
    ]);
  });

  it('needs a group, and an id unless the content gives it, on FIFO only', () => {
    expect(reasons(draftOf({}), fifo)).toEqual(['groupId group', 'deduplicationId deduplication']);
    expect(reasons(draftOf({}), { ...fifo, contentBasedDeduplication: true })).toEqual(['groupId group']);
    expect(reasons(draftOf({}))).toEqual([]);
  });

  it('may not be larger than the queue takes, counted in bytes', () => {
    expect(reasons(draftOf({ body: '가'.repeat(341) }))).toEqual([]);
    expect(reasons(draftOf({ body: '가'.repeat(342) }))).toEqual(['body size']);
  });

  it('may hold only characters that SQS takes', () => {
    expect(reasons(draftOf({ body: 'a\u0000b' }))).toEqual(['body forbidden']);
    expect(reasons(draftOf({ body: '😀' }))).toEqual([]);
  });

  it('takes a delay from 0 to 900 seconds', () => {
    expect(reasons(draftOf({ delay: '901' }))).toEqual(['delay delay']);
    expect(reasons(draftOf({ delay: '1.5' }))).toEqual(['delay delay']);
  });

  it('says which attribute is at fault, and names that stand twice', () => {
    const faults = checkDraft(
      draftOf({
        attributes: [pair('n', 'Number', 'many'), pair('a', 'String', '1'), pair('a', 'String', '2')],
      }),
      standard,
    );
    expect(faults.map(({ attribute, reason }) => [attribute, reason])).toEqual([
      ['a', 'double'],
      ['n', 'refused'],
    ]);
  });

  it('is sent with exact types and without the fields that are empty', () => {
    const draft = draftOf({ attributes: [pair('n', 'Number', '3', 'int'), pair('b', 'Binary', 'AAE=')] });
    expect(toSendFields(draft)).toEqual({
      body: 'x',
      attributes: {
        n: { type: 'Number.int', binary: false, value: '3' },
        b: { type: 'Binary', binary: true, value: 'AAE=' },
      },
    });
  });

  it('can be sent by the AWS CLI, quoted for a shell', () => {
    const scope = { profile: 'shop prod', region: 'eu-central-1' };
    const line = toSendCommand(scope, 'https://q/1', toSendFields(draftOf({ body: "it's {a}" })), null);
    expect(line).toBe(
      `aws sqs send-message --queue-url https://q/1 --message-body 'it'\\''s {a}' --profile 'shop prod' --region eu-central-1`,
    );
  });
});

describe('the receive budget as marks', () => {
  const budget = (change: Partial<ReceiveBudget>): ReceiveBudget => ({
    maxReceiveCount: 5,
    deadLetterTargetArn: 'arn:aws:sqs:eu-central-1:1:dlq',
    highestSeen: 2,
    looksLeft: 2,
    verdict: 'safe',
    fifo: false,
    looks: 1,
    ...change,
  });

  it('shows what is used, what the next look spends, and the one kept for consumers', () => {
    expect(toPips(budget({}))).toEqual(['used', 'used', 'next', 'free', 'kept']);
  });

  it('shows no next one before a count is known', () => {
    expect(toPips(budget({ highestSeen: null }))).toEqual(['free', 'free', 'free', 'free', 'kept']);
  });

  it('stays within the budget when a message has had more', () => {
    expect(toPips(budget({ highestSeen: 9 }))).toEqual(Array(5).fill('used'));
    expect(toMessagePips(9, 3)).toEqual(['used', 'used', 'used']);
  });

  it('draws nothing without a limit or for a long one', () => {
    expect(toPips(budget({ maxReceiveCount: null }))).toEqual([]);
    expect(toPips(budget({ maxReceiveCount: 1000 }))).toEqual([]);
  });
});
