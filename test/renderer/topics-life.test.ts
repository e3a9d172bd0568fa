import { describe, expect, it } from 'vitest';
import type { TopicDetail, TopicSummary } from '../../electron/contract/index.ts';
import { toTopicAttributes } from '../../electron/domain/topic-attributes.ts';
import { toCreateCommand, toSetCommand, toTagCommand } from '../../renderer/features/topics/command-lines.ts';
import { checkCreate, toCreateDraft, toCreateInput } from '../../renderer/features/topics/create-draft.ts';
import { AWS_KEY, effectsOf, toSettings, toTopicDraft } from '../../renderer/features/topics/topic-draft.ts';
import { type Chip, filterTopics } from '../../renderer/features/topics/topic-rows.ts';
import { hasTag } from '../../renderer/features/topics/topic-tags.ts';
import type { TopicRow } from '../../renderer/features/topics/useTopicList.ts';

const scope = { profile: 'sandbox', region: 'us-east-1' };
const summary: TopicSummary = {
  arn: 'arn:aws:sns:us-east-1:1:a.fifo',
  name: 'a.fifo',
  fifo: true,
  account: '1',
  displayName: 'Ledger',
  subscriptionsConfirmed: 0,
  subscriptionsPending: 2,
  kmsKeyId: null,
  contentBasedDeduplication: true,
  throughputScope: 'MessageGroup',
  archiveDays: 30,
  maximumMessageSize: 2048,
  attributes: {
    FifoTopic: 'true',
    DisplayName: 'Ledger',
    MaximumMessageSize: '2048',
    ContentBasedDeduplication: 'true',
    FifoThroughputScope: 'MessageGroup',
    ArchivePolicy: '{"MessageRetentionPeriod":"30"}',
    Policy: '{"Statement":[]}',
    SQSFailureFeedbackRoleArn: 'arn:aws:iam::1:role/bad',
  },
};
const detail: TopicDetail = { ...summary, tags: { team: 'shop' }, missing: {} };
const rowOf = (name: string, change: Partial<TopicRow> = {}): TopicRow => ({
  key: `sandbox/us-east-1 arn:aws:sns:us-east-1:1:${name}`,
  scope,
  arn: `arn:aws:sns:us-east-1:1:${name}`,
  name,
  fifo: name.endsWith('.fifo'),
  added: false,
  summary: null,
  failure: null,
  tags: null,
  ...change,
});

describe('a topic that is being made', () => {
  it('leaves to AWS what AWS would choose by itself', () => {
    expect(toCreateInput({ ...toCreateDraft(null), name: 'a' })).toEqual({
      name: 'a',
      fifo: false,
      settings: {},
      tags: {},
    });
  });

  it('takes over settings, logging and tags of the topic it is cloned from, and no policy', () => {
    const input = toCreateInput({ ...toCreateDraft(detail), name: 'b.fifo' });
    expect(input).toEqual({
      name: 'b.fifo',
      fifo: true,
      settings: {
        displayName: 'Ledger',
        maximumMessageSize: 2048,
        contentBasedDeduplication: true,
        throughputScope: 'MessageGroup',
        archiveDays: 30,
        logging: { SQS: { failureRole: 'arn:aws:iam::1:role/bad' } },
      },
      tags: { team: 'shop' },
    });
    expect(toCreateCommand(scope, input, null)).toBe(
      `aws sns create-topic --name b.fifo --attributes '{"FifoTopic":"true","DisplayName":"Ledger","MaximumMessageSize":"2048","ContentBasedDeduplication":"true","SQSFailureFeedbackRoleArn":"arn:aws:iam::1:role/bad","ArchivePolicy":"{\\"MessageRetentionPeriod\\":\\"30\\"}","FifoThroughputScope":"MessageGroup"}' --tags '[{"Key":"team","Value":"shop"}]' --profile sandbox --region us-east-1`,
    );
  });

  it('names what AWS would refuse', () => {
    const draft = toCreateDraft(null);
    draft.type = 'fifo';
    draft.name = 'a';
    Object.assign(draft.settings, {
      size: '12',
      encryption: 'kms',
      keyId: ' ',
      archive: 'on',
      archiveDays: '',
    });
    expect(checkCreate(draft).map(({ field, reason }) => `${field} ${reason}`)).toEqual([
      'name suffix',
      'maximumMessageSize range',
      'kmsKeyId key',
      'archiveDays range',
    ]);
  });
});

describe('a topic that is being changed', () => {
  it('is as it was when nothing was touched', () => {
    const draft = toTopicDraft({ archiveDays: 30, displayName: 'x', maximumMessageSize: 2048 });
    expect(toTopicDraft(toSettings(draft, true))).toEqual(draft);
  });

  it('says what one would not think of', () => {
    expect(effectsOf({ maximumMessageSize: 300_000, kmsKeyId: AWS_KEY }, {})).toEqual([
      'sizeLarger',
      'keyAws',
    ]);
    expect(effectsOf({ maximumMessageSize: null }, { maximumMessageSize: 300_000 })).toEqual(['sizeSmaller']);
    expect(effectsOf({ archiveDays: null }, { archiveDays: 5 })).toEqual(['archiveOff']);
    expect(effectsOf({ archiveDays: 3 }, { archiveDays: 5, kmsKeyId: AWS_KEY })).toEqual([
      'archiveShorter',
      'archiveKey',
    ]);
    expect(effectsOf({ throughputScope: 'MessageGroup', contentBasedDeduplication: false }, {})).toEqual([
      'byContentOff',
      'perGroup',
    ]);
    expect(effectsOf({ displayName: 'x' }, {})).toEqual([]);
  });

  it('has a line of the AWS CLI for each attribute, what cannot be taken back last', () => {
    const attributes = toTopicAttributes({
      throughputScope: 'MessageGroup',
      kmsKeyId: null,
      displayName: 'a b',
    });
    const at = '--topic-arn arn:x';
    const end = '--profile sandbox --region us-east-1';
    expect(toSetCommand(scope, 'arn:x', attributes, null).split('\n')).toEqual([
      `aws sns set-topic-attributes ${at} --attribute-name DisplayName --attribute-value 'a b' ${end}`,
      `aws sns set-topic-attributes ${at} --attribute-name KmsMasterKeyId --attribute-value '' ${end}`,
      `aws sns set-topic-attributes ${at} --attribute-name FifoThroughputScope --attribute-value MessageGroup ${end}`,
    ]);
    expect(toTagCommand(scope, 'arn:x', { set: { a: '1' }, remove: ['b'] }, null).split('\n')).toEqual([
      `aws sns tag-resource --resource-arn arn:x --tags '[{"Key":"a","Value":"1"}]' ${end}`,
      `aws sns untag-resource --resource-arn arn:x --tag-keys '["b"]' ${end}`,
    ]);
  });
});

describe('the list of topics', () => {
  const rows = [
    rowOf('a.fifo', { summary, tags: { team: 'shop' } }),
    rowOf('orders', {
      summary: { ...summary, subscriptionsPending: 0, subscriptionsConfirmed: 3, kmsKeyId: 'k' },
    }),
    rowOf('unread'),
  ];
  const filter = (search: string, chips: Chip[] = [], tag = '') =>
    filterTopics(rows, { search, chips, tag, isPinned: ({ name }) => name === 'orders' });
  const names = (...given: Parameters<typeof filter>) => filter(...given).rows.map(({ name }) => name);

  it('is searched in name, ARN, display name, scope and tags', () => {
    expect(names('ledger a.')).toEqual(['a.fifo']);
    expect(names('team=shop')).toEqual(['a.fifo']);
    expect(names('sandbox unread')).toEqual(['unread']);
  });

  it('keeps what every chip and the tag keep; what was not read fits no chip', () => {
    expect(names('', ['pending'])).toEqual(['a.fifo']);
    expect(names('', ['encrypted'])).toEqual(['orders']);
    expect(names('', ['plain', 'fifo'])).toEqual(['a.fifo']);
    expect(names('', ['pinned'])).toEqual(['orders']);
    expect(names('', [], 'team')).toEqual(['a.fifo']);
    expect(names('', [], 'team=pay')).toEqual([]);
  });

  it('counts what each chip would leave beside the others', () => {
    expect(filter('', ['pending']).counts).toMatchObject({ pending: 1, fifo: 1, encrypted: 0, silent: 1 });
    expect(filter('').counts).toMatchObject({ encrypted: 1, plain: 1, pinned: 1 });
  });

  it('reads tags with their case, and with values that hold an equals sign', () => {
    const row = rowOf('x', { tags: { Team: 'a=b' } });
    expect([hasTag(row, 'Team'), hasTag(row, 'team'), hasTag(row, 'Team=a=b')]).toEqual([true, false, true]);
  });
});
