import { describe, expect, it } from 'vitest';
import type { QueueDetail, QueueSettings } from '../../electron/contract/index.ts';
import { toQueueAttributes } from '../../electron/domain/queue-attributes.ts';
import { changedSettings, toQueueSettings } from '../../electron/domain/read-queue-settings.ts';
import {
  toCreateCommand,
  toEndCommand,
  toListCommand,
  toTagsCommand,
} from '../../renderer/features/queues/command-lines.ts';
import {
  checkCreate,
  toCreateDraft,
  toCreateInput,
  toDlqName,
} from '../../renderer/features/queues/create-draft.ts';
import { toEffects } from '../../renderer/features/queues/effects.ts';
import { toSettings, toSettingsDraft } from '../../renderer/features/queues/settings-draft.ts';
import { changedTags, doubleKeys, newTag, toTags } from '../../renderer/ui/tag-drafts.ts';

const arnOf = (name: string): string => (name.includes(':') ? name : `arn:aws:sqs:us-east-1:1:${name}`);
const attributes = {
  VisibilityTimeout: '45',
  MessageRetentionPeriod: '86400',
  DelaySeconds: '3',
  MaximumMessageSize: '2048',
  ReceiveMessageWaitTimeSeconds: '20',
  FifoQueue: 'true',
  ContentBasedDeduplication: 'true',
  DeduplicationScope: 'messageGroup',
  FifoThroughputLimit: 'perMessageGroupId',
  KmsMasterKeyId: 'alias/shop',
  KmsDataKeyReusePeriodSeconds: '600',
  RedrivePolicy: '{"deadLetterTargetArn":"arn:aws:sqs:us-east-1:1:d.fifo","maxReceiveCount":"4"}',
  RedriveAllowPolicy: '{"redrivePermission":"byQueue","sourceQueueArns":["arn:aws:sqs:us-east-1:1:a.fifo"]}',
};

describe('a draft of settings', () => {
  it('holds all that a queue has, so that saving it unchanged changes nothing', () => {
    const settings = toQueueSettings(attributes);
    const draft = toSettings(toSettingsDraft(settings), true, arnOf);
    expect(draft).toEqual(settings);
    expect(changedSettings(settings, draft)).toEqual({});
  });

  it('changes what was changed and removes what was taken away', () => {
    const settings = toQueueSettings(attributes);
    const draft = toSettingsDraft(settings);
    draft.numbers.delay = '0';
    draft.redrive = 'none';
    draft.allow = 'allowAll';
    draft.encryption = 'sse-sqs';
    const changes = changedSettings(settings, toSettings(draft, true, arnOf));
    expect(toQueueAttributes(changes, attributes)).toEqual({
      DelaySeconds: '0',
      RedrivePolicy: '',
      RedriveAllowPolicy: '',
      SqsManagedSseEnabled: 'true',
      KmsMasterKeyId: '',
    });
  });

  it('takes an empty number for no number and never for zero', () => {
    const draft = toCreateDraft(null);
    draft.name = 'orders';
    draft.settings.numbers.delay = ' ';
    draft.settings.numbers.visibilityTimeout = '1.5';
    expect(checkCreate(draft, arnOf).map(({ field }) => field)).toEqual(['visibilityTimeout', 'delay']);
  });
});

describe('a new queue', () => {
  it('asks AWS for nothing that it would choose by itself', () => {
    const draft = toCreateDraft(null);
    draft.name = 'orders';
    expect(checkCreate(draft, arnOf)).toEqual([]);
    expect(toCreateInput(draft, arnOf)).toEqual({ name: 'orders', fifo: false, settings: {}, tags: {} });
  });

  it('takes settings and tags from another one, and not its access policy', () => {
    const from = { fifo: true, attributes: { ...attributes, Policy: '{}' }, tags: { team: 'shop' } };
    const draft = toCreateDraft(from as unknown as QueueDetail);
    draft.name = 'copy.fifo';
    const input = toCreateInput(draft, arnOf);
    expect(input).toMatchObject({
      fifo: true,
      tags: { team: 'shop' },
      settings: toQueueSettings(attributes),
    });
    expect(input.settings).not.toHaveProperty('policy');
  });

  it('names its dead-letter queue after itself', () => {
    expect([toDlqName('orders'), toDlqName('pay.fifo'), toDlqName('')]).toEqual([
      'orders-dlq',
      'pay-dlq.fifo',
      '',
    ]);
  });

  it('is refused with a dead-letter queue of the same name or another type', () => {
    const draft = toCreateDraft(null);
    draft.name = 'orders';
    draft.settings.redrive = 'new';
    draft.settings.newTarget = 'orders';
    expect(checkCreate(draft, arnOf)).toMatchObject([{ field: 'deadLetters.name', reason: 'name' }]);
    draft.settings.newTarget = 'orders.fifo';
    expect(checkCreate(draft, arnOf)).toMatchObject([{ field: 'deadLetters.name', reason: 'suffix' }]);
  });

  it('is two lines of the AWS CLI with its dead-letter queue', () => {
    const draft = toCreateDraft(null);
    draft.name = 'orders';
    draft.settings.redrive = 'new';
    draft.settings.newTarget = 'orders-dlq';
    const scope = { profile: 'shop', region: 'eu-west-1' };
    const lines = toCreateCommand(scope, toCreateInput(draft, arnOf), null, '123456789012').split('\n');
    expect(lines).toEqual([
      `aws sqs create-queue --queue-name orders-dlq --attributes '{"MessageRetentionPeriod":"1209600"}' --profile shop --region eu-west-1`,
      `aws sqs create-queue --queue-name orders --attributes '{"RedrivePolicy":"{\\"deadLetterTargetArn\\":\\"arn:aws:sqs:eu-west-1:123456789012:orders-dlq\\",\\"maxReceiveCount\\":5}"}' --profile shop --region eu-west-1`,
    ]);
  });
});

describe('tags', () => {
  it('are set and removed only where they differ', () => {
    expect(changedTags({ a: '1', b: '2', c: '3' }, { a: '1', b: '9', d: '' })).toEqual({
      set: { b: '9', d: '' },
      remove: ['c'],
    });
  });

  it('of an empty line are none, and a double key is found', () => {
    expect(toTags([newTag(), newTag('a', '')])).toEqual({ a: '' });
    expect([...doubleKeys([newTag('a'), newTag('a'), newTag(), newTag()])]).toEqual(['a']);
  });
});

describe('what a change does', () => {
  const before = { retentionPeriod: 4 * 86_400, visibilityTimeout: 30, maximumMessageSize: 1_048_576 };
  const names = (changes: QueueSettings, fifo = false, dlqRetention: number | null = null): string[] =>
    toEffects({ before, changes, fifo, dlqRetention }).map(({ name }) => name);

  it('is nothing while nothing is changed', () => expect(names({})).toEqual([]));

  it('begins with what loses messages', () => {
    expect(names({ retentionPeriod: 86_400 })).toEqual(['shortens', 'retentionSlow', 'slow']);
    expect(names({ retentionPeriod: 5 * 86_400 })).toEqual(['retentionSlow', 'slow']);
  });

  it('names a dead-letter queue that keeps messages no longer than their source, on standard queues', () => {
    const redrivePolicy = { deadLetterTargetArn: 'arn:aws:sqs:us-east-1:1:d', maxReceiveCount: 5 };
    expect(names({ redrivePolicy }, false, 4 * 86_400)).toContain('dlqShorter');
    expect(names({ redrivePolicy }, false, 14 * 86_400)).not.toContain('dlqShorter');
    expect(names({ redrivePolicy }, true, 60)).not.toContain('dlqShorter');
    expect(names({ redrivePolicy }, false, null)).not.toContain('dlqShorter');
    expect(names({ retentionPeriod: 14 * 86_400 }, false, 14 * 86_400)).toContain('dlqShorter');
  });

  it('says what encryption, sizes, delays and policies mean for those who send', () => {
    expect(names({ encryption: { kind: 'sse-kms', keyId: 'k' } })).toEqual(['encryption', 'kms', 'slow']);
    expect(names({ encryption: { kind: 'none' } })).toEqual(['encryption', 'plain', 'slow']);
    expect(names({ maximumMessageSize: 1024 })).toEqual(['smaller', 'slow']);
    expect(names({ delay: 5 }, true)).toEqual(['delayFifo', 'slow']);
    expect(names({ delay: 5 })).toEqual(['delayStandard', 'slow']);
    expect(names({ redriveAllowPolicy: { permission: 'denyAll', sources: [] } })).toEqual(['allow', 'slow']);
    expect(names({ redriveAllowPolicy: null })).toEqual(['slow']);
    expect(names({ visibilityTimeout: 60 })).toEqual(['visibility', 'slow']);
  });
});

describe('the lines of the AWS CLI', () => {
  const scope = { profile: "the shop's", region: 'eu-central-1' };
  const url = 'https://sqs.eu-central-1.amazonaws.com/123456789012/orders';

  it('list every queue: a page size makes the CLI page beyond the first thousand', () =>
    expect(toListCommand({ profile: 'shop', region: 'eu-central-1' }, null)).toBe(
      'aws sqs list-queues --page-size 1000 --profile shop --region eu-central-1',
    ));

  it('quote for a POSIX shell, and name the endpoint where it is not AWS', () => {
    expect(toEndCommand('purge-queue', scope, url, 'http://127.0.0.1:4566')).toBe(
      `aws sqs purge-queue --queue-url ${url} --endpoint-url http://127.0.0.1:4566 --profile 'the shop'\\''s' --region eu-central-1`,
    );
    expect(toTagsCommand(scope, url, null)).toContain('sqs list-queue-tags --queue-url');
  });
});
