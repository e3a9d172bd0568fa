import type { SendMessageBatchResultEntry } from '@aws-sdk/client-sqs';
import type { QueuePlace } from '../../../../contract/jobs.ts';
import { toWireAttributes } from '../../../../domain/message/index.ts';
import type { Clients } from '../../../aws/clients.ts';
import { md5 } from '../../../digests.ts';
import type { DestinationEnd, OutgoingEntry, SendResult } from '../model.ts';
import { createQueueCalls } from './bulk.ts';
import { sendEach } from './send-each.ts';

/** A queue as the place where messages go. [SQS API SendMessageBatch] */
export function createQueueDestination(clients: Clients, place: QueuePlace): DestinationEnd {
  const call = createQueueCalls(clients, place);
  return {
    send: sendEach<SendMessageBatchResultEntry>({
      region: place.scope.region,
      resource: place.queueUrl,
      request: (entries, go) => call('SendMessageBatch', { Entries: entries.map(toEntry) }, { go }),
      accepted: toAccepted,
    }),
  };
}

function traceOf(
  header: string | null,
): { AWSTraceHeader: { DataType: string; StringValue: string } } | undefined {
  return header === null ? undefined : { AWSTraceHeader: { DataType: 'String', StringValue: header } };
}

function toEntry({ content, dedupId }: OutgoingEntry, index: number): object {
  return {
    Id: String(index),
    MessageBody: content.body,
    // Binary values as base64: this is the wire itself.
    MessageAttributes: toWireAttributes(content.attributes),
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
    [answer.MD5OfMessageBody, md5.body(content.body)],
    [answer.MD5OfMessageAttributes, md5.attributes(content.attributes)],
    [answer.MD5OfMessageSystemAttributes, trace ? md5.attributes(trace) : ''],
  ];
  const differs = pairs.some(([theirs, ours]) => theirs && ours && theirs !== ours);
  const intact = differs ? false : answer.MD5OfMessageBody ? true : null;
  return { kind: 'accepted', newId, newSequence: answer.SequenceNumber ?? null, intact };
}
