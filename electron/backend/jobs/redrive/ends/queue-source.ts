import { GetQueueAttributesCommand, type Message } from '@aws-sdk/client-sqs';
import type { QueuePlace } from '../../../../contract/jobs.ts';
import type { Clients } from '../../../aws/clients.ts';
import { toQueueSummary } from '../../../features/queues/attributes.ts';
import type { HandleResult, SourceEnd } from '../model.ts';
import { toReceived } from '../received.ts';
import { handleResultOf, handleResultOfEntry } from '../results.ts';
import { createQueueCalls, listOf, type BulkFailed } from './bulk.ts';
import { limited } from './request.ts';

/** A queue as the place that messages are taken from. */
export function createQueueSource(clients: Clients, place: QueuePlace): SourceEnd {
  const { scope, queueUrl } = place;
  const call = createQueueCalls(clients, place);

  const onHandles = async (
    count: number,
    request: () => Promise<{ Failed?: BulkFailed[] }>,
  ): Promise<HandleResult[]> => {
    const indexes = Array.from({ length: count }, (_, index) => index);
    try {
      const failed = new Map(listOf((await request()).Failed).map((entry) => [entry.Id, entry]));
      return indexes.map((index) => {
        const entry = failed.get(String(index));
        return entry ? handleResultOfEntry(entry, scope.region, queueUrl) : { kind: 'ok' };
      });
    } catch (error) {
      const result = handleResultOf(error);
      return indexes.map(() => result);
    }
  };

  return {
    async receive({ max, waitSeconds, visibilitySeconds }, signal) {
      const input = {
        MaxNumberOfMessages: max,
        WaitTimeSeconds: waitSeconds,
        VisibilityTimeout: visibilitySeconds,
        MessageAttributeNames: ['All'],
        MessageSystemAttributeNames: ['All'],
        // The older name of the same, which some emulators alone understand.
        AttributeNames: ['All'],
      };
      const { Messages } = await call<{ Messages?: Message[] }>('ReceiveMessage', input, { signal });
      return listOf(Messages).flatMap(toReceived);
    },

    remove: (entries, go) =>
      onHandles(entries.length, () => {
        const Entries = entries.map(({ handle }, index) => ({ Id: String(index), ReceiptHandle: handle }));
        return call('DeleteMessageBatch', { Entries }, { go });
      }),

    hide: (entries, seconds, go) =>
      onHandles(entries.length, () => {
        const Entries = entries.map(({ handle }, index) => ({
          Id: String(index),
          ReceiptHandle: handle,
          VisibilityTimeout: seconds,
        }));
        return call('ChangeMessageVisibilityBatch', { Entries }, { go });
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
