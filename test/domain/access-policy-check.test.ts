import { describe, expect, it } from 'vitest';
import {
  lintAccessPolicy,
  measureAccessPolicy,
  parseAccessPolicy,
  validateAccessPolicy,
} from '../../electron/domain/access-policy/index.ts';

const queue = 'arn:aws:sqs:eu-west-1:111111111111:orders';
const topic = 'arn:aws:sns:eu-west-1:111111111111:events';

type Part = Record<string, unknown>;

const statement = (part: Part = {}) => ({
  Effect: 'Allow',
  Principal: { AWS: '111111111111' },
  Action: 'sqs:SendMessage',
  Resource: queue,
  ...part,
});
const policy = (...parts: Part[]) => ({ Version: '2012-10-17', Statement: parts.map(statement) });

describe('validation', () => {
  const issues = (value: unknown, service: 'sqs' | 'sns' = 'sqs') =>
    validateAccessPolicy(JSON.stringify(value), service).faults.map(({ code }) => code);

  it('takes a good policy, the empty text on a queue, and the policy that SNS makes itself', () => {
    expect(issues(policy({}))).toEqual([]);
    expect(validateAccessPolicy('', 'sqs').valid).toBe(true);
    expect(validateAccessPolicy('', 'sns').valid).toBe(false);
    const own = {
      Version: '2008-10-17',
      Id: '__default_policy_ID',
      Statement: [
        statement({
          Sid: '__default_statement_ID',
          Principal: { AWS: '*' },
          Action: ['SNS:GetTopicAttributes', 'SNS:Publish'],
          Resource: topic,
          Condition: { StringEquals: { 'AWS:SourceOwner': '111111111111' } },
        }),
      ],
    };
    expect(issues(own, 'sns')).toEqual([]);
    expect(lintAccessPolicy(own, topic)).toEqual([]);
  });

  it.each<[string, Part]>([
    ['bad-effect', { Effect: 'allow' }],
    ['missing-element', { Principal: undefined }],
    ['missing-element', { Action: undefined }],
    ['missing-element', { Resource: undefined }],
    ['both-elements', { NotAction: 'sqs:*' }],
    ['both-elements', { NotPrincipal: '*' }],
    ['bad-principal', { Principal: 'me' }],
    ['bad-principal', { Principal: {} }],
    ['bad-principal', { Principal: { Aws: '1' } }],
    ['bad-principal', { Principal: { AWS: [] } }],
    ['bad-element', { Resource: 5 }],
    ['bad-element', { Resource: '' }],
    ['foreign-action', { Action: 's3:GetObject' }],
    ['bad-condition', { Condition: [] }],
    ['bad-condition', { Condition: { StringEquals: 'x' } }],
    ['bad-condition', { Condition: { StringEquals: { 'aws:SourceArn': {} } } }],
    ['unknown-operator', { Condition: { StringIs: { a: 'b' } } }],
    ['unknown-operator', { Condition: { NullIfExists: { a: 'true' } } }],
    ['unknown-element', { principal: '*' }],
  ])('finds %s in %j', (code, part) => {
    const { faults } = validateAccessPolicy(JSON.stringify(policy({}, part)), 'sqs');
    expect(faults.map((fault) => [fault.code, fault.statement])).toEqual([[code, 1]]);
  });

  it.each<[string, unknown]>([
    ['not-object', []],
    ['no-statement', {}],
    ['no-statement', { Statement: [] }],
    ['bad-statement', { Statement: ['x'] }],
    ['bad-version', { Version: '2020-01-01', Statement: [statement()] }],
    ['unknown-element', { Statements: [], Statement: [statement()] }],
    ['repeated-sid', policy({ Sid: 'a' }, { Sid: 'b' }, { Sid: 'a' })],
  ])('finds %s in %j', (code, value) => {
    expect(issues(value)).toEqual([code]);
  });

  it('answers in the words of the service', () => {
    expect(validateAccessPolicy('{', 'sqs').faults[0]).toMatchObject({
      error: 'InvalidAttributeValue',
      message: 'Invalid value for the parameter Policy.',
      code: 'not-json',
    });
    expect(validateAccessPolicy('{', 'sns').faults[0]).toMatchObject({
      error: 'InvalidParameter',
      message: 'Invalid parameter: Policy Error: null',
    });
    expect(validateAccessPolicy(JSON.stringify(policy({})), 'sns').faults[0]?.message).toBe(
      'Invalid parameter: Policy statement action out of service scope!',
    );
  });

  it('keeps to the limits of each service', () => {
    const statements = (count: number, part: Part = {}) =>
      policy(...Array.from({ length: count }, () => part));
    expect(issues(statements(20))).toEqual([]);
    expect(issues(statements(21))).toEqual(['over-limit']);
    const sns = { Action: 'sns:Publish', Resource: topic };
    expect(issues(statements(100, sns), 'sns')).toEqual([]);
    expect(issues(statements(101, sns), 'sns')).toEqual(['over-limit']);
    const people = Array.from({ length: 51 }, (_, i) => String(i).padStart(12, '0'));
    expect(issues(policy({ Principal: { AWS: people } }))).toEqual(['over-limit']);
    expect(issues(policy({ Principal: { AWS: people.slice(1) } }))).toEqual([]);
    const keys = Object.fromEntries(Array.from({ length: 11 }, (_, i) => [`aws:k${i}`, 'v']));
    const { faults } = validateAccessPolicy(
      JSON.stringify(policy({ Condition: { StringEquals: keys } })),
      'sqs',
    );
    expect(faults).toMatchObject([
      { error: 'OverLimit', params: { measure: 'conditions', used: 11, limit: 10 } },
    ]);
    const eight = Array.from({ length: 8 }, (_, i) => `sqs:A${i}`);
    expect(issues(policy({ Action: eight }))).toEqual(['over-limit']);
    const long = JSON.stringify(policy({ Sid: 'x'.repeat(8192) }));
    expect(validateAccessPolicy(long, 'sqs').faults).toMatchObject([{ error: 'InvalidAttributeValue' }]);
  });

  it('measures what is used', () => {
    const text = JSON.stringify(
      policy({ Action: ['sqs:A', 'sqs:B'] }, { Condition: { Bool: { a: 'true', b: 'true' } } }),
    );
    const parsed = parseAccessPolicy(text);
    expect(parsed && measureAccessPolicy(parsed, text, 'sqs')).toEqual({
      size: { used: text.length, limit: 8192 },
      statements: { used: 2, limit: 20 },
      principals: { used: 2, limit: 50 },
      conditions: { used: 2, limit: 10 },
      actions: { used: 2, limit: 7 },
    });
  });
});

describe('lint', () => {
  const codes = (part: Part, arn = queue) => lintAccessPolicy(policy(part), arn).map(({ code }) => code);
  const sns = { Principal: { Service: 'sns.amazonaws.com' } };

  it('finds nothing in a statement for the own account', () => {
    expect(codes({})).toEqual([]);
  });

  it.each<[string, Part, boolean]>([
    ['everybody', { Principal: '*' }, true],
    ['everybody as AWS', { Principal: { AWS: '*' } }, true],
    ['a source', { Principal: '*', Condition: { ArnEquals: { 'aws:SourceArn': topic } } }, false],
    [
      'an organisation',
      { Principal: '*', Condition: { StringEquals: { 'AWS:PrincipalOrgId': 'o-1' } } },
      false,
    ],
    ['a source that is anything', { Principal: '*', Condition: { ArnLike: { 'aws:SourceArn': '*' } } }, true],
    ['any ARN', { Principal: '*', Condition: { ArnLike: { 'aws:SourceArn': 'arn:*:*:*:*:*' } } }, true],
    [
      'one of several that is anything',
      { Principal: '*', Condition: { StringLike: { 'aws:SourceArn': [topic, '*'] } } },
      true,
    ],
    [
      'a negated condition',
      { Principal: '*', Condition: { StringNotEquals: { 'aws:SourceAccount': '1' } } },
      true,
    ],
    [
      'an optional condition',
      { Principal: '*', Condition: { StringEqualsIfExists: { 'aws:SourceAccount': '1' } } },
      true,
    ],
    ['all addresses', { Principal: '*', Condition: { IpAddress: { 'aws:SourceIp': '0.0.0.0/0' } } }, true],
    ['some addresses', { Principal: '*', Condition: { IpAddress: { 'aws:SourceIp': '10.0.0.0/8' } } }, false],
    ['TLS only', { Principal: '*', Condition: { Bool: { 'aws:SecureTransport': 'true' } } }, true],
    ['a deny', { Principal: '*', Effect: 'Deny' }, false],
  ])('public: %s: %j -> %j', (_, part, expected) => {
    expect(codes(part).includes('public')).toBe(expected);
  });

  it('wants a source of a service', () => {
    expect(codes(sns)).toEqual(['service-without-source']);
    expect(codes({ ...sns, Condition: { ArnLike: { 'aws:SourceArn': topic } } })).toEqual([]);
    expect(codes({ ...sns, Condition: { StringEquals: { 'aws:SourceAccount': '111111111111' } } })).toEqual(
      [],
    );
    expect(codes({ ...sns, Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-1' } } })).toHaveLength(1);
  });

  it.each<[string, Part]>([
    ['allow-not-principal', { Principal: undefined, NotPrincipal: { AWS: '111111111111' } }],
    ['allow-not-action', { Action: undefined, NotAction: 'sqs:PurgeQueue' }],
    ['all-actions', { Action: 'SQS:*' }],
    ['other-resource', { Resource: 'arn:aws:sqs:eu-west-1:111111111111:other' }],
    ['other-account', { Principal: { AWS: 'arn:aws:iam::222222222222:role/x' } }],
    ['bad-effect', { Effect: 'Permit' }],
  ])('finds %s in %j', (code, part) => {
    expect(codes(part)).toEqual([code]);
  });

  it('a resource may be named by a wildcard', () => {
    expect(codes({ Resource: '*' })).toEqual([]);
    expect(codes({ Resource: 'arn:aws:sqs:*:*:ord*' })).toEqual([]);
  });

  it('variables of an old version are plain text', () => {
    const old = {
      Statement: [
        statement({ Resource: `${queue}`, Condition: { StringLike: { 'aws:x': '${aws:username}' } } }),
      ],
    };
    expect(lintAccessPolicy(old, queue).map(({ code }) => code)).toEqual(['variables-not-known']);
    expect(lintAccessPolicy({ ...old, Version: '2012-10-17' }, queue)).toEqual([]);
  });

  it('text that is no policy is an error', () => {
    expect(lintAccessPolicy('{', queue)).toMatchObject([{ code: 'not-json', severity: 'error' }]);
    expect(lintAccessPolicy('', queue)).toEqual([]);
  });
});
