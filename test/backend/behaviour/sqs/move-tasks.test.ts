import {
  CancelMessageMoveTaskCommand,
  DeleteQueueCommand,
  ListMessageMoveTasksCommand,
  StartMessageMoveTaskCommand,
  type ListMessageMoveTasksResultEntry,
  type SQSClient,
  type StartMessageMoveTaskCommandInput,
} from '@aws-sdk/client-sqs';
import { expect } from 'vitest';
import { behaviour, type Behaviour } from '../../../support/behaviour.ts';
import {
  arnOf,
  bodies,
  counts,
  receive,
  receiveOne,
  refusal,
  send,
  withDeadLetterQueue,
  type QueuePair,
} from '../../../support/sqs-calls.ts';

const FIFO = { FifoQueue: 'true', ContentBasedDeduplication: 'true' };
const start = (sqs: SQSClient, input: StartMessageMoveTaskCommandInput) =>
  sqs.send(new StartMessageMoveTaskCommand(input));

async function tasks(
  sqs: SQSClient,
  SourceArn: string,
  MaxResults = 10,
): Promise<ListMessageMoveTasksResultEntry[]> {
  const { Results = [] } = await sqs.send(new ListMessageMoveTasksCommand({ SourceArn, MaxResults }));
  return Results;
}

/** A pair whose dead-letter queue holds `count` messages that came from the source. */
async function withFailures(
  given: Behaviour,
  count: number,
  more: Record<string, string> = {},
): Promise<QueuePair> {
  const pair = await withDeadLetterQueue(given, 1, more);
  const group = more['FifoQueue'] ? { MessageGroupId: 'g' } : {};
  for (let i = 0; i < count; i++) await send(given.sqs, pair.url, `m${i}`, group);
  while ((await counts(given.sqs, pair.dlqUrl)).visible < count) await receive(given.sqs, pair.url);
  return pair;
}

behaviour('a move task without destination returns messages to where they came from', {}, async (given) => {
  const { sqs, clock } = given;
  const { url, dlqUrl, dlqArn } = await withFailures(given, 3);
  const { TaskHandle } = await start(sqs, { SourceArn: dlqArn });
  expect(TaskHandle).toBeTruthy();
  await clock.pass(1000);
  expect([(await counts(sqs, dlqUrl)).visible, (await counts(sqs, url)).visible]).toEqual([0, 3]);
});

behaviour('each message returns to its own source', {}, async (given) => {
  const { sqs } = given;
  const { url, dlqUrl, dlqArn } = await withFailures(given, 1);
  const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: dlqArn, maxReceiveCount: 1 });
  const other = await given.queue({ RedrivePolicy, VisibilityTimeout: '0' });
  await send(sqs, other, 'other');
  for (let i = 0; i < 2; i++) await receive(sqs, other);
  await start(sqs, { SourceArn: dlqArn });
  await given.clock.pass(1000);
  expect((await counts(sqs, dlqUrl)).visible).toBe(0);
  expect([bodies(await receive(sqs, url)), bodies(await receive(sqs, other))]).toEqual([['m0'], ['other']]);
});

behaviour('a move task moves to the destination it is given', {}, async (given) => {
  const { sqs } = given;
  const { url, dlqArn } = await withFailures(given, 2);
  const destination = await given.queue();
  await start(sqs, { SourceArn: dlqArn, DestinationArn: await arnOf(sqs, destination) });
  await given.clock.pass(1000);
  expect([(await counts(sqs, destination)).visible, (await counts(sqs, url)).visible]).toEqual([2, 0]);
});

behaviour('a moved message is a new one: id, send time, receive count, no source', {}, async (given) => {
  const { sqs, clock } = given;
  const { dlqUrl, dlqArn } = await withFailures(given, 1);
  const old = await receiveOne(sqs, dlqUrl, { VisibilityTimeout: 0 });
  const destination = await given.queue();
  await clock.pass(1000);
  await start(sqs, { SourceArn: dlqArn, DestinationArn: await arnOf(sqs, destination) });
  await clock.pass(1000);
  const fresh = await receiveOne(sqs, destination);
  expect(fresh.MessageId).not.toBe(old.MessageId);
  expect(Number(fresh.Attributes?.['SentTimestamp'])).toBeGreaterThan(
    Number(old.Attributes?.['SentTimestamp']),
  );
  expect(fresh.Attributes?.['ApproximateReceiveCount']).toBe('1');
  expect(fresh.Attributes).not.toHaveProperty('DeadLetterQueueSourceArn');
  expect(fresh.Body).toBe(old.Body);
});

behaviour('a move task on FIFO keeps groups and order', {}, async (given) => {
  const { sqs } = given;
  const { url, dlqArn } = await withFailures(given, 3, FIFO);
  await start(sqs, { SourceArn: dlqArn });
  await given.clock.pass(1000);
  const messages = await receive(sqs, url);
  expect(bodies(messages)).toEqual(['m0', 'm1', 'm2']);
  expect(messages.map(({ Attributes }) => Attributes?.['MessageGroupId'])).toEqual(['g', 'g', 'g']);
});

behaviour('a running task shows its progress, a rate and a handle', { needsClock: true }, async (given) => {
  const { sqs } = given;
  const { dlqArn } = await withFailures(given, 5);
  const input = { SourceArn: dlqArn, MaxNumberOfMessagesPerSecond: 1 };
  const { TaskHandle } = await start(sqs, input);
  await given.clock.pass(2050);
  expect(await tasks(sqs, dlqArn)).toEqual([
    {
      TaskHandle,
      Status: 'RUNNING',
      SourceArn: dlqArn,
      MaxNumberOfMessagesPerSecond: 1,
      ApproximateNumberOfMessagesMoved: 2,
      ApproximateNumberOfMessagesToMove: 5,
      StartedTimestamp: expect.any(Number) as number,
    },
  ]);
});

behaviour('a task that is done shows no handle', {}, async (given) => {
  const { sqs } = given;
  const { dlqArn } = await withFailures(given, 2);
  await start(sqs, { SourceArn: dlqArn });
  await given.clock.pass(1000);
  const [task] = await tasks(sqs, dlqArn);
  expect(task).toMatchObject({ Status: 'COMPLETED', ApproximateNumberOfMessagesMoved: 2 });
  expect(task?.TaskHandle).toBeUndefined();
});

behaviour('a cancelled task leaves the rest where it is', { needsClock: true }, async (given) => {
  const { sqs } = given;
  const { url, dlqUrl, dlqArn } = await withFailures(given, 5);
  const { TaskHandle } = await start(sqs, { SourceArn: dlqArn, MaxNumberOfMessagesPerSecond: 1 });
  await given.clock.pass(2050);
  const cancelled = await sqs.send(new CancelMessageMoveTaskCommand({ TaskHandle }));
  const { ApproximateNumberOfMessagesMoved: moved = 0 } = cancelled;
  expect(moved).toBeOneOf([1, 2, 3]);
  await given.clock.pass(1000);
  expect((await tasks(sqs, dlqArn))[0]?.Status).toBe('CANCELLED');
  // AWS may move a few more before it stops.
  const left = (await counts(sqs, dlqUrl)).visible;
  expect(left).toBeOneOf([4 - moved, 5 - moved]);
  expect((await counts(sqs, url)).visible).toBe(5 - left);
});

behaviour('one task at a time for a source', {}, async (given) => {
  const { dlqArn } = await withFailures(given, 3);
  await start(given.sqs, { SourceArn: dlqArn, MaxNumberOfMessagesPerSecond: 1 });
  expect(await refusal(start(given.sqs, { SourceArn: dlqArn }))).toMatchObject({
    name: 'InvalidParameterValue',
    message:
      'There is already a task running. Only one active task is allowed for a source queue arn at a given time.',
  });
});

behaviour('a source that is no dead-letter queue is refused', {}, async ({ sqs, queue }) => {
  const SourceArn = await arnOf(sqs, await queue());
  expect(await refusal(start(sqs, { SourceArn }))).toMatchObject({
    name: 'InvalidParameterValue',
    status: 400,
    message: 'Source queue must be configured as a Dead Letter Queue.',
  });
});

behaviour('a source that does not exist is ResourceNotFoundException', {}, async ({ sqs, queue }) => {
  const SourceArn = `${await arnOf(sqs, await queue())}-no`;
  expect(await refusal(start(sqs, { SourceArn }))).toMatchObject({
    name: 'ResourceNotFoundException',
    status: 404,
  });
});

behaviour('a destination that does not exist is ResourceNotFoundException', {}, async (given) => {
  const { dlqArn } = await withDeadLetterQueue(given, 1);
  expect(
    await refusal(start(given.sqs, { SourceArn: dlqArn, DestinationArn: `${dlqArn}-no` })),
  ).toMatchObject({
    name: 'ResourceNotFoundException',
    status: 404,
    message: "The resource that you specified for the DestinationArn parameter doesn't exist.",
  });
});

behaviour('a destination of another type is refused', {}, async (given) => {
  const { dlqArn } = await withDeadLetterQueue(given, 1);
  const DestinationArn = await arnOf(given.sqs, await given.queue(FIFO));
  const refused = await refusal(start(given.sqs, { SourceArn: dlqArn, DestinationArn }));
  expect(refused.name).toBe('InvalidParameterValue');
});

for (const MaxNumberOfMessagesPerSecond of [0, 501]) {
  behaviour(`a rate of ${MaxNumberOfMessagesPerSecond} a second is refused`, {}, async (given) => {
    const { dlqArn } = await withDeadLetterQueue(given, 1);
    const refused = await refusal(start(given.sqs, { SourceArn: dlqArn, MaxNumberOfMessagesPerSecond }));
    expect(refused.name).toBe('InvalidParameterValue');
  });
}

behaviour('a task fails on a message that did not come from a queue', {}, async (given) => {
  const { dlqUrl, dlqArn } = await withDeadLetterQueue(given, 1);
  await send(given.sqs, dlqUrl, 'by hand');
  await start(given.sqs, { SourceArn: dlqArn });
  await given.clock.pass(1000);
  const [task] = await tasks(given.sqs, dlqArn);
  expect(task).toMatchObject({ Status: 'FAILED', ApproximateNumberOfMessagesMoved: 0 });
  expect(task?.FailureReason).toBeTruthy();
  expect((await counts(given.sqs, dlqUrl)).visible).toBe(1);
});

behaviour('a task fails when the destination goes away', {}, async (given) => {
  const { sqs } = given;
  const { dlqArn } = await withFailures(given, 3);
  const QueueUrl = await given.queue();
  const input = {
    SourceArn: dlqArn,
    DestinationArn: await arnOf(sqs, QueueUrl),
    MaxNumberOfMessagesPerSecond: 1,
  };
  await start(sqs, input);
  await sqs.send(new DeleteQueueCommand({ QueueUrl }));
  await given.clock.pass(1100);
  expect((await tasks(sqs, dlqArn))[0]).toMatchObject({
    Status: 'FAILED',
    FailureReason: 'AWS.SimpleQueueService.NonExistentQueue',
  });
});

behaviour('tasks are listed newest first, one unless more are asked for', {}, async (given) => {
  const { sqs } = given;
  const { dlqArn } = await withFailures(given, 1);
  await start(sqs, { SourceArn: dlqArn });
  await given.clock.pass(1000);
  const DestinationArn = await arnOf(sqs, await given.queue());
  await start(sqs, { SourceArn: dlqArn, DestinationArn });
  const { Results } = await sqs.send(new ListMessageMoveTasksCommand({ SourceArn: dlqArn }));
  expect(Results?.map((task) => task.DestinationArn)).toEqual([DestinationArn]);
  expect((await tasks(sqs, dlqArn)).map((task) => task.DestinationArn)).toEqual([DestinationArn, undefined]);
});

behaviour('the ten newest tasks are remembered', { needsClock: true }, async (given) => {
  const { sqs } = given;
  const { dlqArn } = await withDeadLetterQueue(given, 1);
  for (let i = 0; i < 11; i++) {
    await start(sqs, { SourceArn: dlqArn, MaxNumberOfMessagesPerSecond: i + 1 });
    await given.clock.pass(10_000);
  }
  const rates = (await tasks(sqs, dlqArn)).map((task) => task.MaxNumberOfMessagesPerSecond);
  expect(rates).toEqual([11, 10, 9, 8, 7, 6, 5, 4, 3, 2]);
});

behaviour('a queue without tasks lists none', {}, async (given) => {
  const { dlqArn } = await withDeadLetterQueue(given, 1);
  expect(await tasks(given.sqs, dlqArn)).toEqual([]);
});

behaviour('a task that is done cannot be cancelled', {}, async (given) => {
  const { dlqArn } = await withFailures(given, 1);
  const { TaskHandle } = await start(given.sqs, { SourceArn: dlqArn });
  await given.clock.pass(1000);
  const cancel = given.sqs.send(new CancelMessageMoveTaskCommand({ TaskHandle }));
  expect(await refusal(cancel)).toMatchObject({
    name: 'ResourceNotFoundException',
    status: 404,
    message: 'Task does not exist.',
  });
});

behaviour('a malformed task handle is refused', {}, async ({ sqs }) => {
  const cancel = sqs.send(new CancelMessageMoveTaskCommand({ TaskHandle: 'garbage' }));
  expect(await refusal(cancel)).toMatchObject({
    name: 'InvalidParameterValue',
    message: 'Value for parameter TaskHandle is invalid.',
  });
});
