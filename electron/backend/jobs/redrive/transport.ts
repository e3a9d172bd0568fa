import {
  ChangeMessageVisibilityBatchCommand,
  DeleteMessageBatchCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  type BatchResultErrorEntry,
  type SendMessageBatchRequestEntry,
  type SendMessageBatchResultEntry,
} from '@aws-sdk/client-sqs';
import type { QueuePlace } from '../../../contract/jobs.ts';
import {
  md5OfBody,
  md5OfMessageAttributes,
  md5OfMessageSystemAttributes,
  toSdkAttributes,
} from '../../../domain/message/index.ts';
import type { Clients } from '../../aws/clients.ts';
import { fail } from '../../failures.ts';
import { toQueueSummary } from '../../features/queues/attributes.ts';
import type { HandleResult, OutgoingEntry, SendResult, Transport } from './model.ts';
import { toReceived } from './received.ts';
import { handleResultOf, handleResultOfEntry, sendResultOf, sendResultOfEntry } from './results.ts';
import { figures } from './rules.ts';

interface Middlewares {
  add(
    middleware: (next: (args: object) => Promise<object>) => (args: object) => Promise<object>,
    where: { step: 'deserialize'; priority: 'low'; name: string },
  ): void;
}

/** The calls of a redrive between two queues; without a destination nothing can be sent. */
export function createTransport(clients: Clients, source: QueuePlace, destination: QueuePlace): Transport {
  const once = (): ReturnType<Clients['sqs']> => clients.sqs(source.scope, 'once');

  const sendOnce = async (entries: readonly OutgoingEntry[], go: () => boolean): Promise<SendResult[]> => {
    const { scope, queueUrl } = destination;
    try {
      const sqs = await clients.sqs(scope, 'once');
      const command = new SendMessageBatchCommand({ QueueUrl: queueUrl, Entries: entries.map(toEntry) });
      const { Successful = [], Failed = [] } = await sqs.send(guarded(command, go), limited());
      return entries.map((entry, index) => {
        const sent = Successful.find(({ Id }) => Id === String(index));
        if (sent?.MessageId) return toAccepted(entry, sent, sent.MessageId);
        const failed = Failed.find(({ Id }) => Id === String(index));
        if (failed) return sendResultOfEntry(failed, scope.region, queueUrl);
        return sendResultOf(fail('OUTCOME_UNKNOWN', 'The answer says nothing of this message.'));
      });
    } catch (error) {
      const result = sendResultOf(error);
      return entries.map(() => result);
    }
  };

  const onHandles = async (
    count: number,
    request: () => Promise<{ Failed?: BatchResultErrorEntry[] }>,
  ): Promise<HandleResult[]> => {
    const { scope, queueUrl } = source;
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
        QueueUrl: source.queueUrl,
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

    async send(entries, go) {
      const results = await sendOnce(entries, go);
      const [first] = results;
      // A request refused as a whole does not say which entry is at fault: each is asked alone.
      if (
        entries.length === 1 ||
        !results.every((result) => result === first) ||
        first?.kind !== 'refused' ||
        first.whose !== 'item'
      ) {
        return results;
      }
      const alone: SendResult[] = [];
      for (const entry of entries) alone.push(...(await sendOnce([entry], go)));
      return alone;
    },

    remove: (entries, go) =>
      onHandles(entries.length, async () => {
        const Entries = entries.map(({ handle }, index) => ({ Id: String(index), ReceiptHandle: handle }));
        const command = new DeleteMessageBatchCommand({ QueueUrl: source.queueUrl, Entries });
        return (await once()).send(guarded(command, go), limited());
      }),

    hide: (entries, seconds, go) =>
      onHandles(entries.length, async () => {
        const Entries = entries.map(({ handle }, index) => ({
          Id: String(index),
          ReceiptHandle: handle,
          VisibilityTimeout: seconds,
        }));
        const command = new ChangeMessageVisibilityBatchCommand({ QueueUrl: source.queueUrl, Entries });
        return (await once()).send(guarded(command, go), limited());
      }),

    async counts() {
      try {
        const sqs = await clients.sqs(source.scope);
        const command = new GetQueueAttributesCommand({ QueueUrl: source.queueUrl, AttributeNames: ['All'] });
        const { Attributes = {} } = await sqs.send(command, limited());
        const { visible, inFlight, delayed } = toQueueSummary(
          source.queueUrl,
          source.scope.region,
          Attributes,
          0,
        ).counts;
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

const limited = (): { abortSignal: AbortSignal } => ({
  abortSignal: AbortSignal.timeout(figures.requestTimeout),
});

/** Asks once more right before the bytes leave: credentials and connections may have taken long. */
function guarded<Command extends { middlewareStack: unknown }>(command: Command, go: () => boolean): Command {
  // The stacks of all commands have this shape, and each a type of its own.
  (command.middlewareStack as Middlewares).add(
    (next) => (args) => {
      if (!go()) throw fail('CANCELLED', 'It was too late for this request.');
      return next(args);
    },
    { step: 'deserialize', priority: 'low', name: 'spillwaySecondLook' },
  );
  return command;
}

function traceOf(
  header: string | null,
): { AWSTraceHeader: { DataType: string; StringValue: string } } | undefined {
  return header === null ? undefined : { AWSTraceHeader: { DataType: 'String', StringValue: header } };
}

function toEntry({ content, dedupId }: OutgoingEntry, index: number): SendMessageBatchRequestEntry {
  return {
    Id: String(index),
    MessageBody: content.body,
    MessageAttributes: toSdkAttributes(content.attributes),
    MessageSystemAttributes: traceOf(content.traceHeader),
    MessageGroupId: content.groupId ?? undefined,
    MessageDeduplicationId: dedupId ?? undefined,
  };
}

function toAccepted(
  { content }: OutgoingEntry,
  answer: SendMessageBatchResultEntry,
  newId: string,
): SendResult {
  const trace = traceOf(content.traceHeader);
  const pairs: Array<[theirs: string | undefined, ours: string]> = [
    [answer.MD5OfMessageBody, md5OfBody(content.body)],
    [answer.MD5OfMessageAttributes, md5OfMessageAttributes(content.attributes)],
    [answer.MD5OfMessageSystemAttributes, trace ? md5OfMessageSystemAttributes(trace) : ''],
  ];
  const differs = pairs.some(([theirs, ours]) => theirs && ours && theirs !== ours);
  const intact = differs ? false : answer.MD5OfMessageBody ? true : null;
  return { kind: 'accepted', newId, newSequence: answer.SequenceNumber ?? null, intact };
}
