import { describe, expect, it } from 'vitest';
import { checkPublish } from '../../renderer/features/topics/publish-check.ts';
import {
  protocolTemplate,
  toPublishFields,
  type PublishDraft,
} from '../../renderer/features/topics/publish-draft.ts';
import { newPair } from '../../renderer/ui/typed-pairs.ts';

const draftOf = (change: Partial<PublishDraft>): PublishDraft => ({
  structure: 'plain',
  plain: 'x',
  json: protocolTemplate,
  subject: '',
  attributes: [],
  groupId: '',
  deduplicationId: '',
  ...change,
});
const topic = { fifo: false, contentBasedDeduplication: false, maximumMessageSize: 262_144 };
const reasons = (draft: PublishDraft, target = topic): string[] =>
  checkPublish(draft, target).map(({ field, reason }) => `${field} ${reason}`);

describe('a notification, before it is published', () => {
  it('passes when nothing speaks against it', () => {
    expect(reasons(draftOf({ subject: 'Hello', groupId: 'tenant' }))).toEqual([]);
    expect(reasons(draftOf({ structure: 'json', json: '{"default":"d"}' }))).toEqual([]);
  });

  it('is an object with a text for default, when it is per protocol', () => {
    expect(reasons(draftOf({ structure: 'json', json: '{"sqs":"x"}' }))).toEqual(['message default']);
    expect(reasons(draftOf({ structure: 'json', json: '{"default":1}' }))).toEqual(['message default']);
    expect(reasons(draftOf({ structure: 'json', json: '["default"]' }))).toEqual(['message json']);
    expect(reasons(draftOf({ structure: 'json', json: '{' }))).toEqual(['message json']);
  });

  it('has a subject below 100 characters on one line', () => {
    expect(reasons(draftOf({ subject: 'x'.repeat(99) }))).toEqual([]);
    expect(reasons(draftOf({ subject: 'x'.repeat(100) }))).toEqual(['subject subject']);
    expect(reasons(draftOf({ subject: 'a\nb' }))).toEqual(['subject subject']);
  });

  it('needs a group and an id on a FIFO topic', () => {
    expect(reasons(draftOf({}), { ...topic, fifo: true })).toEqual([
      'groupId group',
      'deduplicationId deduplication',
    ]);
  });

  it('takes lists of texts, and more attributes than SQS does', () => {
    const attributes = Array.from({ length: 12 }, (_, at) => ({
      ...newPair('String.Array'),
      name: `a${at}`,
      value: '["x"]',
    }));
    expect(reasons(draftOf({ attributes }))).toEqual([]);
    expect(toPublishFields(draftOf({ attributes })).attributes.a0).toEqual({
      type: 'String.Array',
      binary: false,
      value: '["x"]',
    });
  });

  it('publishes the form that is chosen and keeps the other', () => {
    const draft = draftOf({ structure: 'json', json: '{"default":"d"}' });
    expect(toPublishFields(draft).message).toBe('{"default":"d"}');
    expect(toPublishFields({ ...draft, structure: 'plain' }).message).toBe('x');
  });
});
