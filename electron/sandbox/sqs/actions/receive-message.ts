import type { Action } from '../../action.ts';
import { SQS } from '../../../domain/limits.ts';
import { findQueue } from '../find-queue.ts';
import { invalidValue, overLimit } from '../failures.ts';
import { optionalInteger, optionalText, textList, type Input } from '../input.ts';
import { IN_FLIGHT_LIMIT, take } from '../receive.ts';
import type { ReceiveWish } from '../receive-attempts.ts';
import { show } from '../show-message.ts';
import { checkSystemNames } from '../system-attributes.ts';
import { receiveOrWait } from '../receive-or-wait.ts';

/** ReceiveMessage: short or long poll. */
export const receiveMessage: Action = {
  name: 'ReceiveMessage',
  parameters: [
    'QueueUrl',
    'AttributeNames',
    'MessageSystemAttributeNames',
    'MessageAttributeNames',
    'MaxNumberOfMessages',
    'VisibilityTimeout',
    'WaitTimeSeconds',
    'ReceiveRequestAttemptId',
  ],
  async run(input, context) {
    const { world, signal } = context;
    const queue = findQueue(input, context, 'ReceiveMessage');
    const systemNames = [
      ...textList(input, 'MessageSystemAttributeNames'),
      ...textList(input, 'AttributeNames'),
    ];
    const names = textList(input, 'MessageAttributeNames');
    checkSystemNames(systemNames);
    const seconds =
      optionalInteger(
        input,
        'WaitTimeSeconds',
        [0, SQS.longPollSeconds],
        'Must be >= 0 and <= 20, if provided.',
      ) ?? queue.settings.receiveMessageWaitTimeSeconds;
    const wish: ReceiveWish = {
      count: optionalInteger(input, 'MaxNumberOfMessages', [1, SQS.receiveBatch]) ?? 1,
      visibilityTimeout:
        optionalInteger(input, 'VisibilityTimeout', [0, SQS.visibilitySeconds]) ??
        queue.settings.visibilityTimeout,
      attemptId: attemptId(input),
    };
    const messages = await receiveOrWait(world, queue, seconds * 1000, signal, () =>
      take(world, queue, wish),
    );
    if (messages.length === 0) {
      if (!queue.fifo && seconds === 0 && queue.inFlight >= IN_FLIGHT_LIMIT) {
        throw overLimit(
          'Too many messages in flight: the limit of messages received and not yet deleted is reached.',
        );
      }
      world.meter.add(queue.metrics, 'NumberOfEmptyReceives', 1);
      return {};
    }
    world.meter.add(queue.metrics, 'NumberOfMessagesReceived', messages.length);
    return { Messages: messages.map((message) => show(queue, message, systemNames, names)) };
  },
};

function attemptId(input: Input): string | undefined {
  const id = optionalText(input, 'ReceiveRequestAttemptId');
  if (id === undefined || /^[!-~]{1,128}$/.test(id)) return id;
  const reason =
    'ReceiveRequestAttemptId can only include alphanumeric and punctuation characters. 1 to 128 in length.';
  throw invalidValue(id, 'ReceiveRequestAttemptId', reason);
}
