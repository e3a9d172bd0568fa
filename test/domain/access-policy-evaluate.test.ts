import { describe, expect, it } from 'vitest';
import { type AccessRequest, evaluateAccessPolicy } from '../../electron/domain/access-policy/index.ts';

const queue = 'arn:aws:sqs:eu-west-1:111111111111:orders';
const topic = 'arn:aws:sns:eu-west-1:111111111111:events';

type Part = Record<string, unknown>;

const policy = (statements: Part[], version = '2012-10-17') => ({
  Version: version,
  Statement: statements.map((part) => ({
    Effect: 'Allow',
    Principal: '*',
    Action: 'sqs:SendMessage',
    Resource: queue,
    ...part,
  })),
});

const ask = (part: Partial<AccessRequest> = {}): AccessRequest => ({
  principal: 'sns.amazonaws.com',
  action: 'sqs:SendMessage',
  resource: queue,
  ...part,
});

const decide = (statements: Part[], part: Partial<AccessRequest> = {}, version?: string) =>
  evaluateAccessPolicy(policy(statements, version), ask(part)).decision;

const withCondition = (Condition: unknown, context: AccessRequest['context'], version?: string) =>
  decide([{ Condition }], { context }, version) === 'allow';

describe('a decision', () => {
  it('is a deny when nothing applies, and names why each statement does not', () => {
    const answer = evaluateAccessPolicy(
      policy([
        { Sid: 'a', Principal: { AWS: '222222222222' } },
        { Action: 'sqs:ReceiveMessage' },
        { Resource: `${queue}-dlq` },
        { Condition: { ArnEquals: { 'aws:SourceArn': topic } } },
        { Effect: 'allow' },
      ]),
      ask(),
    );
    expect(answer.decision).toBe('implicit-deny');
    expect(answer.statement).toBeUndefined();
    expect(answer.statements.map(({ why }) => why?.because)).toEqual([
      'principal',
      'action',
      'resource',
      'condition',
      'effect',
    ]);
    expect(answer.statements[0]?.sid).toBe('a');
  });

  it('names the statement that allows', () => {
    const answer = evaluateAccessPolicy(policy([{ Action: 'sqs:Purge*' }, { Sid: 'yes' }]), ask());
    expect(answer).toMatchObject({ decision: 'allow', statement: { index: 1, sid: 'yes' } });
  });

  it('is a deny when one statement denies, wherever it stands', () => {
    for (const statements of [
      [{}, { Effect: 'Deny', Sid: 'no' }],
      [{ Effect: 'Deny', Sid: 'no' }, {}],
    ]) {
      const answer = evaluateAccessPolicy(policy(statements), ask());
      expect(answer).toMatchObject({ decision: 'explicit-deny', statement: { sid: 'no' } });
    }
  });

  it('takes the text of a policy, and a single statement that is no list', () => {
    const [Statement] = policy([{}]).Statement;
    expect(evaluateAccessPolicy(JSON.stringify({ Statement }), ask()).decision).toBe('allow');
  });

  it.each(['', '{', '[]', 'null', '"x"'])('allows nothing under the text %j', (text) => {
    expect(evaluateAccessPolicy(text, ask())).toMatchObject({ decision: 'implicit-deny', unreadable: true });
  });
});

describe('principals', () => {
  const user = 'arn:aws:iam::222222222222:user/team/ann';
  const role = 'arn:aws:iam::222222222222:role/path/deployer';
  const session = 'arn:aws:sts::222222222222:assumed-role/deployer/ann';
  const cases: Array<[unknown, AccessRequest['principal'], boolean]> = [
    ['*', user, true],
    ['*', '*', true],
    ['*', 'sns.amazonaws.com', true],
    [{ AWS: '*' }, 's3.amazonaws.com', true],
    [{ AWS: '222222222222' }, user, true],
    [{ AWS: 'arn:aws:iam::222222222222:root' }, user, true],
    [{ AWS: 'arn:aws:iam::222222222222:root' }, '222222222222', true],
    [{ AWS: ['333333333333', '222222222222'] }, session, true],
    [{ AWS: '333333333333' }, user, false],
    [{ AWS: user }, user, true],
    [{ AWS: user }, 'arn:aws:iam::222222222222:user/team/bob', false],
    [{ AWS: user }, '222222222222', false],
    [{ AWS: role }, session, true],
    [{ AWS: role }, role, true],
    [{ AWS: role }, 'arn:aws:sts::333333333333:assumed-role/deployer/ann', false],
    [{ AWS: role }, 'arn:aws:sts::222222222222:assumed-role/other/ann', false],
    [{ AWS: session }, session, true],
    [{ AWS: '222222222222' }, '*', false],
    [{ Service: 'sns.amazonaws.com' }, 'sns.amazonaws.com', true],
    [{ Service: 'sns.amazonaws.com' }, { Service: 'sns.amazonaws.com' }, true],
    [{ Service: ['s3.amazonaws.com', 'events.amazonaws.com'] }, 'events.amazonaws.com', true],
    [{ Service: 'sns.amazonaws.com' }, 's3.amazonaws.com', false],
    [{ Service: 'sns.amazonaws.com' }, user, false],
    [{ Federated: 'cognito-identity.amazonaws.com' }, { Federated: 'cognito-identity.amazonaws.com' }, true],
    [{ Federated: 'cognito-identity.amazonaws.com' }, { Service: 'cognito-identity.amazonaws.com' }, false],
    [undefined, user, false],
  ];
  it.each(cases)('%j names %j: %j', (Principal, principal, expected) => {
    expect(decide([{ Principal }], { principal }) === 'allow').toBe(expected);
  });

  it('NotPrincipal is everybody else', () => {
    const not = { Principal: undefined, NotPrincipal: { AWS: '222222222222' }, Effect: 'Deny' };
    expect(decide([{}, not], { principal: user })).toBe('allow');
    expect(decide([{}, not], { principal: '333333333333' })).toBe('explicit-deny');
  });

  it('says when the own policy of the caller has to allow too', () => {
    const needs = (Principal: unknown, principal: string) =>
      evaluateAccessPolicy(policy([{ Principal }]), ask({ principal })).needs;
    const own = 'arn:aws:iam::111111111111:user/eve';
    expect(needs({ AWS: own }, own)).toBeUndefined();
    expect(needs('*', own)).toBeUndefined();
    expect(needs({ AWS: '111111111111' }, own)).toBe('identity-policy');
    expect(needs({ AWS: [own, '111111111111'] }, own)).toBeUndefined();
    expect(needs({ AWS: user }, user)).toBe('identity-policy');
    expect(needs('*', 'sns.amazonaws.com')).toBeUndefined();
  });
});

describe('actions and resources', () => {
  const cases: Array<[Part, Partial<AccessRequest>, boolean]> = [
    [{ Action: 'SQS:SendMessage' }, {}, true],
    [{ Action: 'sqs:sendmessage' }, {}, true],
    [{ Action: 'sqs:Send*' }, {}, true],
    [{ Action: 'sqs:?endMessage' }, {}, true],
    [{ Action: '*' }, {}, true],
    [{ Action: 'sqs:SendMess' }, {}, false],
    [{ Action: ['sqs:ReceiveMessage', 'sqs:SendMessage'] }, { action: 'sqs:SendMessageBatch' }, true],
    [{ Action: 'sns:Publish' }, { action: 'sns:PublishBatch' }, true],
    [{ Action: undefined, NotAction: 'sqs:ReceiveMessage' }, {}, true],
    [{ Action: undefined, NotAction: 'sqs:*' }, {}, false],
    [{ Action: undefined }, {}, false],
    [{ Action: [] }, {}, false],
    [{ Resource: '*' }, {}, true],
    [{ Resource: 'arn:aws:sqs:*:111111111111:ord?rs' }, {}, true],
    [{ Resource: 'arn:aws:sqs:eu-west-1:111111111111:ORDERS' }, {}, false],
    [{ Resource: undefined }, {}, false],
    [{ Resource: undefined, NotResource: topic }, {}, true],
    [{ Resource: undefined, NotResource: '*' }, {}, false],
  ];
  it.each(cases)('%j for %j: %j', (statement, request, expected) => {
    expect(decide([statement], request) === 'allow').toBe(expected);
  });
});

describe('conditions', () => {
  const cases: Array<[string, unknown, string | number | boolean | string[], boolean]> = [
    ['StringEquals', 'a', 'a', true],
    ['StringEquals', ['b', 'a'], 'a', true],
    ['StringEquals', 'a*', 'ab', false],
    ['StringEquals', 'A', 'a', false],
    ['StringEqualsIgnoreCase', 'A', 'a', true],
    ['StringNotEquals', ['a', 'b'], 'c', true],
    ['StringNotEquals', ['a', 'b'], 'b', false],
    ['StringNotEqualsIgnoreCase', 'A', 'a', false],
    ['StringLike', 'a*c?', 'abbcd', true],
    ['StringLike', 'a*', 'b', false],
    ['StringNotLike', 'a*', 'b', true],
    ['NumericEquals', '10', '10.0', true],
    ['NumericEquals', 10, 10, true],
    ['NumericNotEquals', '10', '11', true],
    ['NumericLessThan', '10', '9', true],
    ['NumericLessThan', '10', '10', false],
    ['NumericLessThanEquals', '10', '10', true],
    ['NumericGreaterThan', '10', '11', true],
    ['NumericGreaterThanEquals', '10', '9', false],
    ['NumericEquals', 'x', 'x', false],
    ['DateGreaterThan', '2026-01-01T00:00:00Z', '2026-06-01T00:00:00Z', true],
    ['DateLessThan', '2026-01-01', '2026-06-01T00:00:00Z', false],
    ['DateEquals', '2026-01-01T00:00:00Z', 1767225600, true],
    ['DateLessThanEquals', '1767225600', '2026-01-01T00:00:00Z', true],
    ['Bool', 'true', true, true],
    ['Bool', false, 'true', false],
    ['BinaryEquals', 'AQID', 'AQID', true],
    ['IpAddress', '10.0.0.0/8', '10.9.9.9', true],
    ['IpAddress', '10.0.0.1', '10.0.0.1', true],
    ['IpAddress', '2001:db8::/32', '2001:db8::1', true],
    ['IpAddress', '10.0.0.0/8', '2001:db8::1', false],
    ['NotIpAddress', ['10.0.0.0/8', '192.168.0.0/16'], '172.16.0.1', true],
    ['NotIpAddress', ['10.0.0.0/8', '192.168.0.0/16'], '192.168.3.3', false],
    ['ArnEquals', topic, topic, true],
    ['ArnEquals', 'arn:aws:sns:*:111111111111:*', topic, true],
    ['ArnLike', 'arn:aws:sns:eu-west-1:*', topic, false],
    ['ArnLike', 'arn:aws:s3:::bucket-*', 'arn:aws:s3:::bucket-1', true],
    ['ArnLike', 'arn:*:sns:*:*:*', topic, true],
    ['ArnLike', '*', topic, false],
    ['ArnNotEquals', topic, `${topic}2`, true],
    ['ArnNotLike', 'arn:aws:sns:*:*:ev*', topic, false],
    ['ForAnyValue:StringEquals', ['a', 'b'], ['x', 'b'], true],
    ['ForAnyValue:StringEquals', ['a', 'b'], ['x', 'y'], false],
    ['ForAllValues:StringEquals', ['a', 'b'], ['a', 'b'], true],
    ['ForAllValues:StringEquals', ['a', 'b'], ['a', 'x'], false],
    ['ForAnyValue:StringNotEquals', ['a'], ['a', 'b'], true],
    ['ForAllValues:StringNotEquals', ['a'], ['a', 'b'], false],
    ['StringEqualsIfExists', 'a', 'b', false],
    ['Null', 'true', 'there', false],
    ['Null', 'false', 'there', true],
    ['StringResembles', 'a', 'a', false],
  ];
  it.each(cases)('%s %j against %j: %j', (operator, values, actual, expected) => {
    expect(withCondition({ [operator]: { 'aws:Key': values } }, { 'AWS:KEY': actual })).toBe(expected);
  });

  it.each([
    ['StringEquals', false],
    ['StringNotEquals', true],
    ['ArnLike', false],
    ['NotIpAddress', true],
    ['NumericLessThan', false],
    ['NumericNotEquals', true],
    ['Bool', false],
    ['StringEqualsIfExists', true],
    ['BoolIfExists', true],
    ['ForAllValues:StringEquals', true],
    ['ForAnyValue:StringEquals', false],
    ['ForAnyValue:StringNotEquals', false],
  ])('%s without the key: %j', (operator, expected) => {
    expect(withCondition({ [operator]: { 'aws:Key': '1' } }, {})).toBe(expected);
  });

  it('Null true wants the key absent', () => {
    expect(withCondition({ Null: { 'aws:Key': true } }, {})).toBe(true);
    expect(withCondition({ Null: { 'aws:Key': false } }, {})).toBe(false);
  });

  it('all operators and all keys have to hold', () => {
    const condition = { StringEquals: { a: '1', b: '2' }, Bool: { c: 'true' } };
    expect(withCondition(condition, { a: '1', b: '2', c: true })).toBe(true);
    expect(withCondition(condition, { a: '1', b: '3', c: true })).toBe(false);
    expect(withCondition(condition, { a: '1', b: '2', c: false })).toBe(false);
  });

  it('knows the keys that follow from the caller', () => {
    const session = 'arn:aws:sts::222222222222:assumed-role/deployer/ann';
    const like = { ArnLike: { 'aws:PrincipalArn': 'arn:aws:iam::222222222222:role/deploy*' } };
    expect(decide([{ Condition: like }], { principal: session })).toBe('allow');
    const account = { StringEquals: { 'aws:PrincipalAccount': '222222222222' } };
    expect(decide([{ Condition: account }], { principal: session })).toBe('allow');
    expect(decide([{ Condition: account }], { principal: 'sns.amazonaws.com' })).toBe('implicit-deny');
    expect(decide([{ Condition: { Bool: { 'aws:PrincipalIsAWSService': true } } }])).toBe('allow');
  });
});

describe('policy variables', () => {
  const context = { 'aws:username': 'ann', 'aws:odd': '*' };
  const like = (text: string, version?: string) =>
    withCondition({ StringLike: { 'aws:odd': text } }, context, version);

  it('are replaced from 2012-10-17 on', () => {
    const statement = { Resource: 'arn:aws:sqs:eu-west-1:111111111111:${aws:username}-*' };
    const request = { context, resource: 'arn:aws:sqs:eu-west-1:111111111111:ann-1' };
    expect(decide([statement], request)).toBe('allow');
    expect(decide([statement], request, '2008-10-17')).toBe('implicit-deny');
  });

  it('stay literal: a star in a value is no wildcard, ${*} is a star', () => {
    expect(like('${aws:odd}')).toBe(true);
    expect(withCondition({ StringLike: { 'aws:username': '${aws:odd}' } }, context)).toBe(false);
    expect(like('${*}')).toBe(true);
    expect(withCondition({ StringLike: { 'aws:username': '${*}' } }, context)).toBe(false);
    expect(withCondition({ StringEquals: { x: '${$}{a}' } }, { x: '${a}' })).toBe(true);
  });

  it('match nothing without a value, unless there is a default', () => {
    expect(like('${aws:absent}*')).toBe(false);
    expect(withCondition({ StringEquals: { 'aws:username': "${aws:absent, 'ann'}" } }, context)).toBe(true);
  });
});
