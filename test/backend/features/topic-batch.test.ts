import { CreateTopicCommand, SubscribeCommand } from '@aws-sdk/client-sns';
import { CreateQueueCommand } from '@aws-sdk/client-sqs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  failureOf,
  sandboxScope as scope,
  startAnswering,
  startTestBackend,
  type TestBackend,
} from '../../support/backend.ts';
import { ACCOUNT, startTestSandbox, type TestSandbox } from '../../support/sandbox.ts';
import { receive } from '../../support/sqs-calls.ts';

let sandbox: TestSandbox;
let test: TestBackend;

beforeEach(async () => {
  sandbox = await startTestSandbox();
  test = await startTestBackend({ sandbox: { endpoint: sandbox.url } });
});
afterEach(async () => {
  await test.close();
  await sandbox.close();
});

const create = async (Name: string, Attributes: Record<string, string> = {}): Promise<string> =>
  (await sandbox.sns().send(new CreateTopicCommand({ Name, Attributes }))).TopicArn!;
const entries = (count: number, message = 'x') =>
  Array.from({ length: count }, (_, at) => ({ id: `e${at}`, message: `${message}${at}` }));

describe('a batch of messages', () => {
  it('is published in one call, each entry with its id', async () => {
    const topicArn = await create('events');
    const queueArn = `arn:aws:sqs:us-east-1:${ACCOUNT}:inbox`;
    const Policy = JSON.stringify({
      Statement: [{ Effect: 'Allow', Principal: '*', Action: 'sqs:SendMessage', Resource: queueArn }],
    });
    const { QueueUrl } = await sandbox
      .sqs()
      .send(new CreateQueueCommand({ QueueName: 'inbox', Attributes: { Policy } }));
    const Attributes = { RawMessageDelivery: 'true' };
    await sandbox
      .sns()
      .send(new SubscribeCommand({ TopicArn: topicArn, Protocol: 'sqs', Endpoint: queueArn, Attributes }));
    const done = await test.client.topics.publishBatch({ scope, topicArn, entries: entries(3, 'body-') });
    expect(done.entries.map(({ id, failure }) => [id, failure])).toEqual([
      ['e0', null],
      ['e1', null],
      ['e2', null],
    ]);
    const bodies = new Set<string | undefined>();
    await expect
      .poll(async () => {
        for (const { Body } of await receive(sandbox.sqs(), QueueUrl!)) bodies.add(Body);
        return [...bodies].sort();
      })
      .toEqual(['body-0', 'body-1', 'body-2']);
    const entry = (await test.client.audit.list({})).entries[0];
    expect(entry).toMatchObject({
      action: 'topics.publishBatch',
      outcome: 'done',
      summary: { count: 3, published: 3, failed: 0 },
    });
    expect(JSON.stringify(entry)).not.toContain('body-');
  });

  it('carries groups and sequence numbers on a FIFO topic', async () => {
    const topicArn = await create('a.fifo', { FifoTopic: 'true', ContentBasedDeduplication: 'true' });
    const given = entries(2).map((entry) => ({ ...entry, groupId: 'g' }));
    const done = await test.client.topics.publishBatch({ scope, topicArn, entries: given });
    expect(done.entries.every(({ sequenceNumber }) => sequenceNumber !== null)).toBe(true);
  });

  it('is refused as a whole when one entry cannot pass, with the place', async () => {
    const topicArn = await create('a.fifo', { FifoTopic: 'true' });
    const batch = (given: object[]) =>
      failureOf(test.client.topics.publishBatch({ scope, topicArn, entries: given as [] }));
    expect(
      await batch([
        { id: 'a', message: 'x', groupId: 'g', deduplicationId: 'd' },
        { id: 'b', message: 'x' },
      ]),
    ).toMatchObject({
      code: 'INVALID_INPUT',
      field: 'entries.1.groupId',
    });
    expect(await batch([{ id: 'a', message: 'x', groupId: 'g' }])).toMatchObject({
      field: 'entries.0.deduplicationId',
    });
    expect(
      await batch([
        { id: 'a', message: 'x' },
        { id: 'a', message: 'y' },
      ]),
    ).toMatchObject({
      field: 'entries',
    });
    expect(await batch(entries(11))).toMatchObject({ code: 'INVALID_INPUT' });
  });

  it('has to fit the limit of the topic in all', async () => {
    const topicArn = await create('small', { MaximumMessageSize: '1024' });
    const batch = (size: number) =>
      test.client.topics.publishBatch({
        scope,
        topicArn,
        entries: [
          { id: 'a', message: 'x'.repeat(size) },
          { id: 'b', message: 'y'.repeat(512) },
        ],
      });
    expect((await batch(512)).entries).toHaveLength(2);
    expect(await failureOf(batch(513))).toMatchObject({
      code: 'TOO_LARGE',
      numbers: { size: 1025, maximum: 1024 },
    });
    expect(await failureOf(batch(1025))).toMatchObject({ code: 'TOO_LARGE', field: 'entries.0.message' });
  });

  it('tells what AWS says of each entry, and of which it says nothing', async () => {
    const answering = await startAnswering(({ action }) => ({
      status: 200,
      headers: { 'content-type': 'text/xml' },
      body:
        action === 'PublishBatch'
          ? '<PublishBatchResponse><PublishBatchResult><Successful><member><Id>e0</Id><MessageId>m</MessageId></member></Successful><Failed><member><Id>e1</Id><Code>InternalError</Code><SenderFault>false</SenderFault></member><member><Id>e2</Id><Code>KMSAccessDenied</Code><Message>no</Message><SenderFault>true</SenderFault></member></Failed></PublishBatchResult></PublishBatchResponse>'
          : `<${action}Response><${action}Result/></${action}Response>`,
    }));
    const other = await startTestBackend({ sandbox: { endpoint: answering.url } });
    try {
      const topicArn = `arn:aws:sns:us-east-1:${ACCOUNT}:events`;
      const done = await other.client.topics.publishBatch({ scope, topicArn, entries: entries(4) });
      expect(done.entries).toMatchObject([
        { id: 'e0', messageId: 'm', failure: null },
        { id: 'e1', messageId: null, failure: { code: 'AWS_FAULT', awsCode: 'InternalError' } },
        { id: 'e2', failure: { code: 'KMS_DENIED', message: 'no' } },
        { id: 'e3', failure: { code: 'OUTCOME_UNKNOWN' } },
      ]);
    } finally {
      await other.close();
      await answering.close();
    }
  });

  it('is tried once: an answer that is lost leaves the outcome unknown', async () => {
    const answering = await startAnswering(({ action }) =>
      action.startsWith('Publish')
        ? undefined
        : { status: 200, body: `<${action}Response><${action}Result/></${action}Response>` },
    );
    const other = await startTestBackend({ sandbox: { endpoint: answering.url } });
    try {
      const topicArn = `arn:aws:sns:us-east-1:${ACCOUNT}:events`;
      const calls = {
        batch: () => other.client.topics.publishBatch({ scope, topicArn, entries: entries(1) }),
        one: () => other.client.topics.publish({ scope, topicArn, message: 'x' }),
      };
      expect(await failureOf(calls.batch())).toMatchObject({ code: 'OUTCOME_UNKNOWN' });
      expect(await failureOf(calls.one())).toMatchObject({ code: 'OUTCOME_UNKNOWN' });
      expect(answering.asked.filter(({ action }) => action.startsWith('Publish'))).toHaveLength(2);
    } finally {
      await other.close();
      await answering.close();
    }
  });
});
