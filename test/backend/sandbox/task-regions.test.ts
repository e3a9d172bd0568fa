import {
  CancelMessageMoveTaskCommand,
  CreateQueueCommand,
  ListMessageMoveTasksCommand,
  StartMessageMoveTaskCommand,
} from '@aws-sdk/client-sqs';
import { expect, it } from 'vitest';
import { ACCOUNT, startTestSandbox } from '../../support/sandbox.ts';
import { refusal } from '../../support/sqs-calls.ts';

it('a move task is cancelled in its own region only', async () => {
  const sandbox = await startTestSandbox();
  const sqs = sandbox.sqs();
  await sqs.send(new CreateQueueCommand({ QueueName: 'dlq' }));
  const SourceArn = `arn:aws:sqs:us-east-1:${ACCOUNT}:dlq`;
  const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: SourceArn, maxReceiveCount: 1 });
  await sqs.send(new CreateQueueCommand({ QueueName: 'q', Attributes: { RedrivePolicy } }));
  const { TaskHandle } = await sqs.send(new StartMessageMoveTaskCommand({ SourceArn }));

  const elsewhere = sandbox.sqs(ACCOUNT, 'eu-west-1').send(new CancelMessageMoveTaskCommand({ TaskHandle }));
  expect(await refusal(elsewhere)).toMatchObject({
    name: 'ResourceNotFoundException',
    message: 'Task does not exist.',
  });
  const { Results = [] } = await sqs.send(new ListMessageMoveTasksCommand({ SourceArn }));
  expect(Results[0]?.Status).toBe('RUNNING');
  await sqs.send(new CancelMessageMoveTaskCommand({ TaskHandle }));
  await sandbox.close();
});
