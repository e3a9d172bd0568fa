import {
  SendMessageBatchCommand,
  type SendMessageBatchRequestEntry,
  type SendMessageBatchResultEntry,
} from '@aws-sdk/client-sqs';
import type { QueuePlace } from '../../../../contract/jobs.ts';
import {
  md5OfBody,
  md5OfMessageAttributes,
  md5OfMessageSystemAttributes,
  toSdkAttributes,
} from '../../../../domain/message/index.ts';
import type { Clients } from '../../../aws/clients.ts';
import type { DestinationEnd, OutgoingEntry, SendResult } from '../model.ts';
import { guarded, limited } from './request.ts';
import { sendEach } from './send-each.ts';

/** A queue as the place where messages go. [SQS API SendMessageBatch] */
export function createQueueDestination(clients: Clients, { scope, queueUrl }: QueuePlace): DestinationEnd {
  return {
    send: sendEach<SendMessageBatchResultEntry>({
      region: scope.region,
      resource: queueUrl,
      async request(entries, go) {
        const sqs = await clients.sqs(scope, 'once');
        const command = new SendMessageBatchCommand({ QueueUrl: queueUrl, Entries: entries.map(toEntry) });
        return sqs.send(guarded(command, go), limited());
      },
      accepted: toAccepted,
    }),
  };
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
