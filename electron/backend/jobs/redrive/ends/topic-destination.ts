import {
  PublishBatchCommand,
  type PublishBatchRequestEntry,
  type PublishBatchResultEntry,
} from '@aws-sdk/client-sns';
import type { Scope } from '../../../../contract/procedure.ts';
import { messageSize, toSdkAttributes } from '../../../../domain/message/index.ts';
import type { Clients } from '../../../aws/clients.ts';
import type { DestinationEnd, OutgoingEntry, SendResult } from '../model.ts';
import { guarded, limited } from './request.ts';
import { sendEach } from './send-each.ts';

/**
 * A topic as the place where messages go: accepted is not delivered. SNS takes no trace header, returns no digests, and gives
 * MessageIds of its own, which no subscriber's queue shows. [SNS API PublishBatch]
 */
export function createTopicDestination(
  clients: Clients,
  { scope, topicArn }: { scope: Scope; topicArn: string },
  /** Bytes that all entries of a request may have: the topic's MaximumMessageSize. */
  maximumSize: number,
): DestinationEnd {
  const send = sendEach<PublishBatchResultEntry>({
    region: scope.region,
    resource: topicArn,
    async request(entries, go) {
      const sns = await clients.sns(scope, 'once');
      const command = new PublishBatchCommand({
        TopicArn: topicArn,
        PublishBatchRequestEntries: entries.map(toEntry),
      });
      return sns.send(guarded(command, go), limited());
    },
    accepted: (_, { SequenceNumber }, newId): SendResult => ({
      kind: 'accepted',
      newId,
      newSequence: SequenceNumber ?? null,
      intact: null,
    }),
  });
  return {
    async send(entries, go) {
      const results: SendResult[] = [];
      for (const part of inParts(entries, maximumSize)) results.push(...(await send(part, go)));
      return results;
    },
  };
}

/** Requests that are no larger than the topic takes, in the given order. */
function inParts(entries: readonly OutgoingEntry[], maximumSize: number): OutgoingEntry[][] {
  const parts: OutgoingEntry[][] = [];
  let room = 0;
  for (const entry of entries) {
    const size = messageSize(entry.content.body, entry.content.attributes);
    if (size > room || parts.length === 0) {
      parts.push([]);
      room = maximumSize;
    }
    parts.at(-1)!.push(entry);
    room -= size;
  }
  return parts;
}

function toEntry({ content, dedupId }: OutgoingEntry, index: number): PublishBatchRequestEntry {
  return {
    Id: String(index),
    Message: content.body,
    MessageAttributes: toSdkAttributes(content.attributes),
    MessageGroupId: content.groupId ?? undefined,
    MessageDeduplicationId: dedupId ?? undefined,
  };
}
