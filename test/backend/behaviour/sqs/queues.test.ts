import {
  CreateQueueCommand,
  DeleteQueueCommand,
  GetQueueUrlCommand,
  ListQueuesCommand,
  ListQueueTagsCommand,
  TagQueueCommand,
  UntagQueueCommand,
} from '@aws-sdk/client-sqs';
import { expect } from 'vitest';
import { behaviour } from '../../../support/behaviour.ts';
import { attributes, receive, refusal, send } from '../../../support/sqs-calls.ts';

const names = (urls: readonly string[] = []): string[] => urls.map((url) => url.split('/').at(-1) ?? '');

behaviour('CreateQueue gives a URL that ends in account and name', {}, async ({ sqs, account, name }) => {
  const QueueName = name();
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName }));
  expect(QueueUrl).toMatch(new RegExp(`/${account}/${QueueName}$`));
});

behaviour('CreateQueue again with the same attributes gives the same URL', {}, async ({ sqs, name }) => {
  const wish = { QueueName: name(), Attributes: { VisibilityTimeout: '45' } };
  const first = await sqs.send(new CreateQueueCommand(wish));
  const second = await sqs.send(new CreateQueueCommand(wish));
  expect(second.QueueUrl).toBe(first.QueueUrl);
});

behaviour('CreateQueue again without attributes gives the queue that is there', {}, async ({ sqs, name }) => {
  const QueueName = name();
  const first = await sqs.send(
    new CreateQueueCommand({ QueueName, Attributes: { VisibilityTimeout: '45' } }),
  );
  const second = await sqs.send(new CreateQueueCommand({ QueueName }));
  expect(second.QueueUrl).toBe(first.QueueUrl);
});

behaviour('CreateQueue with another value for an attribute is QueueNameExists', {}, async ({ sqs, name }) => {
  const QueueName = name();
  await sqs.send(new CreateQueueCommand({ QueueName, Attributes: { VisibilityTimeout: '45' } }));
  const again = sqs.send(new CreateQueueCommand({ QueueName, Attributes: { VisibilityTimeout: '46' } }));
  expect(await refusal(again)).toMatchObject({
    name: 'QueueNameExists',
    code: 'QueueAlreadyExists',
    status: 400,
  });
});

behaviour('QueueNameExists names the attribute that differs', {}, async ({ sqs, name }) => {
  const QueueName = name();
  await sqs.send(new CreateQueueCommand({ QueueName, Attributes: { DelaySeconds: '1' } }));
  const again = sqs.send(new CreateQueueCommand({ QueueName, Attributes: { DelaySeconds: '2' } }));
  expect((await refusal(again)).message).toBe(
    'A queue already exists with the same name and a different value for attribute DelaySeconds',
  );
});

for (const [what, bad] of [
  ['a space', 'a b'],
  ['a dot', 'a.b'],
  ['81 characters', 'x'.repeat(81)],
  ['.fifo without FifoQueue', 'a.fifo'],
] as const) {
  behaviour(`CreateQueue refuses a name with ${what}`, {}, async ({ sqs }) => {
    expect(await refusal(sqs.send(new CreateQueueCommand({ QueueName: bad })))).toMatchObject({
      name: 'InvalidParameterValue',
      status: 400,
      message: 'Can only include alphanumeric characters, hyphens, or underscores. 1 to 80 in length',
    });
  });
}

behaviour('CreateQueue takes a name of 80 characters', {}, async ({ sqs }) => {
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName: 'x'.repeat(80) }));
  expect(names([QueueUrl ?? ''])).toEqual(['x'.repeat(80)]);
});

behaviour('CreateQueue refuses FifoQueue without the suffix .fifo', {}, async ({ sqs, name }) => {
  const wish = { QueueName: name(), Attributes: { FifoQueue: 'true' } };
  expect((await refusal(sqs.send(new CreateQueueCommand(wish)))).name).toBe('InvalidParameterValue');
});

behaviour('CreateQueue stores tags', {}, async ({ sqs, name }) => {
  const { QueueUrl } = await sqs.send(
    new CreateQueueCommand({ QueueName: name(), tags: { team: 'orders' } }),
  );
  expect((await sqs.send(new ListQueueTagsCommand({ QueueUrl }))).Tags).toEqual({ team: 'orders' });
});

behaviour('GetQueueUrl finds a queue by name', {}, async ({ sqs, queue }) => {
  const url = await queue();
  const found = await sqs.send(new GetQueueUrlCommand({ QueueName: names([url])[0] }));
  expect(found.QueueUrl).toBe(url);
});

behaviour('GetQueueUrl of an unknown queue is QueueDoesNotExist', {}, async ({ sqs }) => {
  expect(await refusal(sqs.send(new GetQueueUrlCommand({ QueueName: 'nobody' })))).toMatchObject({
    name: 'QueueDoesNotExist',
    code: 'AWS.SimpleQueueService.NonExistentQueue',
    status: 400,
    message: 'The specified queue does not exist.',
  });
});

behaviour('queue names are case-sensitive', {}, async ({ sqs, name }) => {
  const QueueName = `${name()}-Case`;
  await sqs.send(new CreateQueueCommand({ QueueName }));
  const lower = sqs.send(new GetQueueUrlCommand({ QueueName: QueueName.toLowerCase() }));
  expect((await refusal(lower)).name).toBe('QueueDoesNotExist');
});

behaviour('ListQueues lists by prefix', {}, async ({ sqs, name }) => {
  const prefix = name();
  for (const end of ['a', 'b']) await sqs.send(new CreateQueueCommand({ QueueName: `${prefix}-${end}` }));
  await sqs.send(new CreateQueueCommand({ QueueName: name() }));
  const { QueueUrls } = await sqs.send(new ListQueuesCommand({ QueueNamePrefix: prefix }));
  expect(names(QueueUrls).sort()).toEqual([`${prefix}-a`, `${prefix}-b`]);
});

behaviour('ListQueues without a queue has no QueueUrls', {}, async ({ sqs }) => {
  expect((await sqs.send(new ListQueuesCommand({ QueueNamePrefix: 'nobody' }))).QueueUrls ?? []).toEqual([]);
});

behaviour(
  'ListQueues gives pages with MaxResults and NextToken, each queue once',
  {},
  async ({ sqs, name }) => {
    const prefix = name();
    for (let i = 0; i < 5; i++) await sqs.send(new CreateQueueCommand({ QueueName: `${prefix}-${i}` }));
    const found: string[] = [];
    let NextToken: string | undefined;
    let pages = 0;
    do {
      const page = await sqs.send(
        new ListQueuesCommand({ QueueNamePrefix: prefix, MaxResults: 2, NextToken }),
      );
      found.push(...names(page.QueueUrls));
      NextToken = page.NextToken;
      pages += 1;
    } while (NextToken);
    expect([pages, found.sort()]).toEqual([3, Array.from({ length: 5 }, (_, i) => `${prefix}-${i}`)]);
  },
);

behaviour('ListQueues without MaxResults gives no NextToken', {}, async ({ sqs, queue }) => {
  await queue();
  expect((await sqs.send(new ListQueuesCommand({}))).NextToken).toBeUndefined();
});

behaviour(
  'ListQueues without MaxResults stops at 1,000 queues and does not say so',
  { needsClock: true },
  async ({ sqs }) => {
    for (let from = 0; from < 1005; from += 67) {
      await Promise.all(
        Array.from({ length: 67 }, (_, i) =>
          sqs.send(new CreateQueueCommand({ QueueName: `many-${String(from + i).padStart(4, '0')}` })),
        ),
      );
    }
    const all = await sqs.send(new ListQueuesCommand({}));
    expect([all.QueueUrls?.length, all.NextToken]).toEqual([1000, undefined]);
    const page = await sqs.send(new ListQueuesCommand({ MaxResults: 1000 }));
    const rest = await sqs.send(new ListQueuesCommand({ MaxResults: 1000, NextToken: page.NextToken }));
    expect([page.QueueUrls?.length, rest.QueueUrls?.length, rest.NextToken]).toEqual([1000, 5, undefined]);
  },
);

for (const MaxResults of [0, 1001]) {
  behaviour(`ListQueues refuses MaxResults ${MaxResults}`, {}, async ({ sqs }) => {
    const list = sqs.send(new ListQueuesCommand({ MaxResults }));
    expect((await refusal(list)).name).toBe('InvalidParameterValue');
  });
}

behaviour('a deleted queue does not exist', {}, async ({ sqs, queue }) => {
  const url = await queue();
  await sqs.send(new DeleteQueueCommand({ QueueUrl: url }));
  expect((await refusal(attributes(sqs, url))).name).toBe('QueueDoesNotExist');
});

behaviour('the name of a deleted queue is locked', {}, async ({ sqs, name }) => {
  const QueueName = name();
  const { QueueUrl } = await sqs.send(new CreateQueueCommand({ QueueName }));
  await sqs.send(new DeleteQueueCommand({ QueueUrl }));
  expect(await refusal(sqs.send(new CreateQueueCommand({ QueueName })))).toMatchObject({
    name: 'QueueDeletedRecently',
    code: 'AWS.SimpleQueueService.QueueDeletedRecently',
    status: 400,
    message:
      'You must wait 60 seconds after deleting a queue before you can create another with the same name.',
  });
});

behaviour(
  'the name of a deleted queue is free after 60 s, and the new queue is empty',
  { needsClock: true },
  async ({ sqs, name, clock }) => {
    const QueueName = name();
    const { QueueUrl = '' } = await sqs.send(new CreateQueueCommand({ QueueName }));
    await send(sqs, QueueUrl, 'old');
    await sqs.send(new DeleteQueueCommand({ QueueUrl }));
    await clock.pass(59_999);
    expect((await refusal(sqs.send(new CreateQueueCommand({ QueueName })))).name).toBe(
      'QueueDeletedRecently',
    );
    await clock.pass(1);
    await sqs.send(new CreateQueueCommand({ QueueName }));
    expect(await receive(sqs, QueueUrl)).toEqual([]);
  },
);

behaviour('tags are added, overwritten and removed by key', {}, async ({ sqs, queue }) => {
  const QueueUrl = await queue();
  await sqs.send(new TagQueueCommand({ QueueUrl, Tags: { a: '1', b: '2', c: '' } }));
  await sqs.send(new TagQueueCommand({ QueueUrl, Tags: { b: '3' } }));
  await sqs.send(new UntagQueueCommand({ QueueUrl, TagKeys: ['a', 'nobody'] }));
  expect((await sqs.send(new ListQueueTagsCommand({ QueueUrl }))).Tags).toEqual({ b: '3', c: '' });
});

behaviour('a queue without tags lists none', {}, async ({ sqs, queue }) => {
  expect((await sqs.send(new ListQueueTagsCommand({ QueueUrl: await queue() }))).Tags ?? {}).toEqual({});
});

behaviour('TagQueue refuses a key of 129 characters', {}, async ({ sqs, queue }) => {
  const tag = sqs.send(new TagQueueCommand({ QueueUrl: await queue(), Tags: { ['k'.repeat(129)]: 'v' } }));
  expect((await refusal(tag)).name).toBe('InvalidParameterValue');
});
