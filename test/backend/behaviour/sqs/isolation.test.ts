import { CreateQueueCommand, GetQueueUrlCommand, ListQueuesCommand } from '@aws-sdk/client-sqs';
import { expect } from 'vitest';
import { behaviour } from '../../../support/behaviour.ts';
import { arnOf, bodies, receive, refusal, send } from '../../../support/sqs-calls.ts';

behaviour('queues of the same name in two regions share nothing', {}, async ({ as, name, account }) => {
  const QueueName = name();
  const regions = ['us-east-1', 'eu-west-1'];
  for (const region of regions) {
    const { sqs } = as(account, region);
    const { QueueUrl = '' } = await sqs.send(new CreateQueueCommand({ QueueName }));
    await send(sqs, QueueUrl, region);
  }
  for (const region of regions) {
    const { sqs } = as(account, region);
    const { QueueUrl = '' } = await sqs.send(new GetQueueUrlCommand({ QueueName }));
    expect(bodies(await receive(sqs, QueueUrl))).toEqual([region]);
    expect(await arnOf(sqs, QueueUrl)).toBe(`arn:aws:sqs:${region}:${account}:${QueueName}`);
  }
});

behaviour('ListQueues shows the queues of its region only', {}, async ({ as, name, account }) => {
  const prefix = name();
  for (const region of ['us-east-1', 'eu-west-1']) {
    const { sqs } = as(account, region);
    await sqs.send(new CreateQueueCommand({ QueueName: `${prefix}-${region}` }));
  }
  const { QueueUrls = [] } = await as(account, 'eu-west-1').sqs.send(
    new ListQueuesCommand({ QueueNamePrefix: prefix }),
  );
  expect(QueueUrls.map((url) => url.split('/').at(-1))).toEqual([`${prefix}-eu-west-1`]);
});

behaviour('a queue of another region is not found by its name', {}, async ({ as, name, account }) => {
  const QueueName = name();
  await as(account, 'eu-west-1').sqs.send(new CreateQueueCommand({ QueueName }));
  const found = as(account, 'us-east-1').sqs.send(new GetQueueUrlCommand({ QueueName }));
  expect((await refusal(found)).name).toBe('QueueDoesNotExist');
});

behaviour(
  "a URL of any host means the queue of the caller's region",
  {},
  async ({ as, name, account, endpoint }) => {
    const QueueName = name();
    for (const region of ['us-east-1', 'eu-west-1']) {
      await as(account, region).sqs.send(new CreateQueueCommand({ QueueName }));
    }
    const url = `${endpoint}/${account}/${QueueName}`;
    await send(as(account, 'us-east-1').sqs, url, 'x');
    expect(bodies(await receive(as(account, 'eu-west-1').sqs, url))).toEqual([]);
    expect(bodies(await receive(as(account, 'us-east-1').sqs, url))).toEqual(['x']);
  },
);

behaviour('an ARN of a Chinese region has the partition aws-cn', {}, async ({ as, name, account }) => {
  const { sqs } = as(account, 'cn-north-1');
  const { QueueUrl = '' } = await sqs.send(new CreateQueueCommand({ QueueName: name() }));
  expect(await arnOf(sqs, QueueUrl)).toMatch(/^arn:aws-cn:sqs:cn-north-1:/);
});

behaviour('queues of the same name in two accounts share nothing', {}, async ({ as, name }) => {
  const QueueName = name();
  for (const account of ['111111111111', '222222222222']) {
    const { sqs } = as(account);
    const { QueueUrl = '' } = await sqs.send(new CreateQueueCommand({ QueueName }));
    expect(QueueUrl).toContain(`/${account}/`);
    await send(sqs, QueueUrl, account);
    expect(bodies(await receive(sqs, QueueUrl))).toEqual([account]);
    expect((await sqs.send(new ListQueuesCommand({}))).QueueUrls).toEqual([QueueUrl]);
  }
});
