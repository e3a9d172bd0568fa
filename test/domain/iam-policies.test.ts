import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { iamActionOf } from '../../electron/backend/aws/iam-action.ts';
import { iamActionsOf, toPolicyDocument } from '../../electron/domain/iam-policies.ts';
import { featureSets } from '../../electron/domain/feature-sets.ts';
import type { PolicyPlace } from '../../electron/domain/policy-document.ts';

const place: PolicyPlace = { partition: 'aws', account: '111122223333', regions: ['eu-west-1', 'us-east-1'] };

/** What every client of the backend sends, as the sources tell: IAM actions by file. */
function sentActions(): Map<string, string> {
  const root = path.resolve(import.meta.dirname, '../../electron/backend');
  const services: Record<string, string> = {
    sqs: 'sqs',
    sns: 'sns',
    cloudwatch: 'cloudwatch',
    s3: 's3',
    scheduler: 'scheduler',
  };
  const found = new Map<string, string>();
  for (const entry of readdirSync(root, { recursive: true, withFileTypes: true })) {
    if (!entry.name.endsWith('.ts')) continue;
    const file = path.join(entry.parentPath, entry.name);
    for (const [, names = '', client = ''] of readFileSync(file, 'utf8').matchAll(
      /import \{([^}]*)\} from '@aws-sdk\/client-([a-z0-9]+)'/g,
    )) {
      const service = services[client];
      for (const [, operation = ''] of names.matchAll(/\b(\w+)Command\b/g))
        if (service) found.set(iamActionOf(service, operation), path.relative(root, file));
    }
  }
  return found;
}

describe('the policies', () => {
  it('grant every action that the backend sends, and the sources really were read', () => {
    const granted = new Set(iamActionsOf(featureSets));
    const sent = sentActions();
    expect([...sent.keys()]).toEqual(
      expect.arrayContaining(['sqs:ListQueues', 'sns:Publish', 'sqs:SendMessage']),
    );
    // Asked of other servers only, to learn what they offer; AWS itself is never asked.
    sent.delete('s3:ListAllMyBuckets');
    expect([...sent].filter(([action]) => !granted.has(action))).toEqual([]);
  });

  it('grant nothing that was not asked for', () => {
    const { Statement } = toPolicyDocument(['browse'], place);
    expect(Statement.flatMap(({ Action }) => Action)).toEqual([
      'sqs:ListQueues',
      'sqs:GetQueueAttributes',
      'sqs:GetQueueUrl',
      'sqs:ListDeadLetterSourceQueues',
      'sqs:ListQueueTags',
    ]);
    expect(toPolicyDocument([], place).Statement).toEqual([]);
    for (const set of ['browse', 'topics', 'metrics'] as const)
      expect(iamActionsOf([set]).join()).not.toMatch(/Send|Delete|Receive|Publish|Set[A-Z]|Create/);
  });

  it('name the resources of the account and its regions', () => {
    const { Statement } = toPolicyDocument(['browse', 'peek', 'publish'], place);
    const of = (sid: string) => Statement.find(({ Sid }) => Sid === sid);
    expect(of('Queues')?.Resource).toEqual([
      'arn:aws:sqs:eu-west-1:111122223333:*',
      'arn:aws:sqs:us-east-1:111122223333:*',
    ]);
    expect(of('Topics')?.Resource).toEqual([
      'arn:aws:sns:eu-west-1:111122223333:*',
      'arn:aws:sns:us-east-1:111122223333:*',
    ]);
    expect(of('Any')).toMatchObject({
      Resource: '*',
      Condition: { StringEquals: { 'aws:RequestedRegion': ['eu-west-1', 'us-east-1'] } },
    });
    expect(of('QueueKeys')).toMatchObject({
      Action: ['kms:Decrypt'],
      Condition: {
        StringEquals: { 'kms:ViaService': ['sqs.eu-west-1.amazonaws.com', 'sqs.us-east-1.amazonaws.com'] },
      },
    });
    expect(of('LargeBodies')).toMatchObject({
      Action: ['s3:GetObject', 's3:PutObject'],
      Condition: { StringEquals: { 'aws:ResourceAccount': '111122223333' } },
    });
  });

  it('pass roles to the scheduler alone', () => {
    const { Statement } = toPolicyDocument(['schedules'], place);
    expect(Statement.filter(({ Action }) => Action.includes('iam:PassRole'))).toEqual([
      {
        Sid: 'ScheduleRoles',
        Effect: 'Allow',
        Action: ['iam:PassRole'],
        Resource: 'arn:aws:iam::111122223333:role/*',
        Condition: { StringEquals: { 'iam:PassedToService': 'scheduler.amazonaws.com' } },
      },
    ]);
  });

  it.each<[string, PolicyPlace, string, string]>([
    [
      'China',
      { partition: 'aws-cn', account: '1', regions: ['cn-north-1'] },
      'arn:aws-cn:sqs:cn-north-1:1:*',
      'sqs.cn-north-1.amazonaws.com.cn',
    ],
    [
      'all regions and an account that is not known',
      { partition: 'aws', account: null, regions: [] },
      'arn:aws:sqs:*:*:*',
      'sqs.*.amazonaws.com',
    ],
  ])('hold in %s', (_, where, queues, key) => {
    const { Statement } = toPolicyDocument(['peek'], where);
    expect(Statement.find(({ Sid }) => Sid === 'Queues')?.Resource).toBe(queues);
    expect(JSON.stringify(Statement.find(({ Sid }) => Sid === 'QueueKeys')?.Condition)).toContain(key);
  });

  it('fit into a managed policy, all sets together', () => {
    const text = JSON.stringify(toPolicyDocument(featureSets, place));
    // AWS counts 6,144 characters, white space aside. [IAM quotas]
    expect(text.replace(/\s/g, '').length).toBeLessThan(6144);
  });

  it('have statement ids that IAM takes, each once', () => {
    const ids = toPolicyDocument(featureSets, place).Statement.map(({ Sid }) => Sid);
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(id).toMatch(/^[A-Za-z0-9]+$/);
  });
});
