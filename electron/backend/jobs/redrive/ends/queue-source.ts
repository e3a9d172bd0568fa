import {
  ChangeMessageVisibilityBatchCommand,
  DeleteMessageBatchCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  type BatchResultErrorEntry,
} from '@aws-sdk/client-sqs';
import type { QueuePlace } from '../../../../contract/jobs.ts';
import type { Clients } from '../../../aws/clients.ts';
import { toQueueSummary } from '../../../features/queues/attributes.ts';
import type { HandleResult, SourceEnd } from '../model.ts';
import { toReceived } from '../received.ts';
import { handleResultOf, handleResultOfEntry } from '../results.ts';
import { guarded, limited } from './request.ts';

/** A queue as the place that messages are taken from. */
export function createQueueSource(clients: Clients, { scope, queueUrl }: QueuePlace): SourceEnd {
  const once = (): ReturnType<Clients['sqs']> => clients.sqs(scope, 'once');

  const onHandles = async (
    count: number,
    request: () => Promise<{ Failed?: BatchResultErrorEntry[] }>,
  ): Promise<HandleResult[]> => {
    const indexes = Array.from({ length: count }, (_, index) => index);
    try {
      const { Failed = [] } = await request();
      return indexes.map((index) => {
        const failed = Failed.find(({ Id }) => Id === String(index));
        return failed ? handleResultOfEntry(failed, scope.region, queueUrl) : { kind: 'ok' };
      });
    } catch (error) {
      const result = handleResultOf(error);
      return indexes.map(() => result);
    }
  };

  return {
    async receive({ max, waitSeconds, visibilitySeconds }, signal) {
      const command = new ReceiveMessageCommand({
        QueueUrl: queueUrl,
        MaxNumberOfMessages: max,
        WaitTimeSeconds: waitSeconds,
        VisibilityTimeout: visibilitySeconds,
        MessageAttributeNames: ['All'],
        MessageSystemAttributeNames: ['All'],
        // The older name of the same, which some emulators alone understand.
        AttributeNames: ['All'],
      });
      const { Messages = [] } = await (await once()).send(command, { abortSignal: signal });
      return Messages.flatMap(toReceived);
    },

    remove: (entries, go) =>
      onHandles(entries.length, async () => {
        const Entries = entries.map(({ handle }, index) => ({ Id: String(index), ReceiptHandle: handle }));
        const command = new DeleteMessageBatchCommand({ QueueUrl: queueUrl, Entries });
        return (await once()).send(guarded(command, go), limited());
      }),

    hide: (entries, seconds, go) =>
      onHandles(entries.length, async () => {
        const Entries = entries.map(({ handle }, index) => ({
          Id: String(index),
          ReceiptHandle: handle,
          VisibilityTimeout: seconds,
        }));
        const command = new ChangeMessageVisibilityBatchCommand({ QueueUrl: queueUrl, Entries });
        return (await once()).send(guarded(command, go), limited());
      }),

    async counts() {
      try {
        const sqs = await clients.sqs(scope);
        const command = new GetQueueAttributesCommand({ QueueUrl: queueUrl, AttributeNames: ['All'] });
        const { Attributes = {} } = await sqs.send(command, limited());
        const { visible, inFlight, delayed } = toQueueSummary(queueUrl, scope.region, Attributes, 0).counts;
        // Some servers leave counts out: what is not told proves nothing.
        if (visible === null || inFlight === null || delayed === null) return null;
        return { visible, inFlight, delayed };
      } catch {
        // Who may move messages may not be allowed to count them.
        return null;
      }
    },
  };
}
