import { describe, expect, it } from 'vitest';
import { AwsError } from '../../../electron/sandbox/errors.ts';
import { parseQuery } from '../../../electron/sandbox/protocol/query.ts';
import { toXmlAnswer, toXmlError } from '../../../electron/sandbox/protocol/xml.ts';

const input = (form: Record<string, string>) => parseQuery(new URLSearchParams(form).toString()).input;

describe('a request of the query protocol', () => {
  it('names action and version', () => {
    expect(parseQuery('Action=ListTopics&Version=2010-03-31')).toEqual({
      action: 'ListTopics',
      version: '2010-03-31',
      input: {},
    });
  });

  it('has lists of structures, in order of their numbers', () => {
    const form: Record<string, string> = {};
    for (const index of [10, 2, 1]) form[`Tags.member.${index}.Key`] = `k${index}`;
    expect(input(form)).toEqual({ Tags: [{ Key: 'k1' }, { Key: 'k2' }, { Key: 'k10' }] });
  });

  it('has lists of texts', () => {
    expect(input({ 'TagKeys.member.1': 'a', 'TagKeys.member.2': 'b' })).toEqual({ TagKeys: ['a', 'b'] });
  });

  it('has maps with key and value', () => {
    expect(input({ 'Attributes.entry.1.key': 'DisplayName', 'Attributes.entry.1.value': '주문' })).toEqual({
      Attributes: { DisplayName: '주문' },
    });
  });

  it('has maps of structures with Name and Value', () => {
    expect(
      input({
        'MessageAttributes.entry.1.Name': 'event',
        'MessageAttributes.entry.1.Value.DataType': 'String',
        'MessageAttributes.entry.1.Value.StringValue': 'a.b=c&d',
      }),
    ).toEqual({ MessageAttributes: { event: { DataType: 'String', StringValue: 'a.b=c&d' } } });
  });

  it('has maps inside lists of structures', () => {
    const entry = 'PublishBatchRequestEntries.member.1';
    expect(
      input({
        [`${entry}.Id`]: 'a',
        [`${entry}.MessageAttributes.entry.1.Name`]: 'n',
        [`${entry}.MessageAttributes.entry.1.Value.DataType`]: 'Number',
      }),
    ).toEqual({
      PublishBatchRequestEntries: [{ Id: 'a', MessageAttributes: { n: { DataType: 'Number' } } }],
    });
  });

  it('takes a key called __proto__ for what it is', () => {
    const parsed = input({ 'Attributes.entry.1.key': '__proto__', 'Attributes.entry.1.value': 'x' });
    expect(Object.keys(parsed.Attributes as object)).toEqual(['__proto__']);
    expect(({} as Record<string, unknown>).x).toBeUndefined();
  });

  it('leaves the places of old signatures out', () => {
    expect(input({ AWSAccessKeyId: 'a', Signature: 'b', 'X-Amz-Date': 'c', TopicArn: 'd' })).toEqual({
      TopicArn: 'd',
    });
  });
});

describe('an answer of the query protocol', () => {
  it('writes lists as members and maps as entries', () => {
    const xml = toXmlAnswer(
      'Any',
      'http://ns/',
      { Topics: [{ TopicArn: 'a' }], Attributes: { k: 'v' } },
      'id',
    );
    expect(xml).toBe(
      '<AnyResponse xmlns="http://ns/"><AnyResult><Topics><member><TopicArn>a</TopicArn></member></Topics>' +
        '<Attributes><entry><key>k</key><value>v</value></entry></Attributes></AnyResult>' +
        '<ResponseMetadata><RequestId>id</RequestId></ResponseMetadata></AnyResponse>',
    );
  });

  it('leaves out what is not there', () => {
    expect(toXmlAnswer('Any', '', { NextToken: undefined }, 'id')).toContain('<AnyResult></AnyResult>');
  });

  it('escapes what XML reserves, line ends included', () => {
    expect(toXmlAnswer('Any', '', { Text: '<a & "b">\r\n' }, 'id')).toContain(
      '<Text>&lt;a &amp; &quot;b&quot;&gt;&#13;&#10;</Text>',
    );
  });

  it('replaces characters that XML cannot carry', () => {
    expect(toXmlAnswer('Any', '', { Text: 'a\u0001b' }, 'id')).toContain('<Text>a\ufffdb</Text>');
  });

  it('tells whose fault an error is', () => {
    expect(
      toXmlError(
        new AwsError('NotFoundException', 'no <topic>', { code: 'NotFound', status: 404 }),
        'n',
        'id',
      ),
    ).toBe(
      '<ErrorResponse xmlns="n"><Error><Type>Sender</Type><Code>NotFound</Code><Message>no &lt;topic&gt;</Message></Error><RequestId>id</RequestId></ErrorResponse>',
    );
    expect(toXmlError(new AwsError('InternalError', 'x', { status: 500 }), 'n', 'id')).toContain(
      '<Type>Receiver</Type>',
    );
  });
});
