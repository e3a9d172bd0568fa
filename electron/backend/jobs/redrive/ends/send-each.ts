import { fail } from '../../../failures.ts';
import type { OutgoingEntry, SendResult, Transport } from '../model.ts';
import { sendResultOf, sendResultOfEntry, type FailedEntry } from '../results.ts';

/** What SQS and SNS answer to a batch, as far as both do. */
interface BatchAnswer<Sent extends { Id?: string; MessageId?: string }> {
  Successful?: Sent[];
  Failed?: Array<FailedEntry & { Id?: string }>;
}

/** What a batch request to one place consists of. */
export interface Batch<Sent extends { Id?: string; MessageId?: string }> {
  region: string;
  /** URL or ARN, for failures. */
  resource: string;
  /** The request; entries are numbered from 0. Rejects with a failure. */
  request(entries: readonly OutgoingEntry[], go: () => boolean): Promise<BatchAnswer<Sent>>;
  accepted(entry: OutgoingEntry, sent: Sent, newId: string): SendResult;
}

/**
 * Sends batches, none of them twice. A request that was refused as a whole does not say which entry is at fault: each is
 * then asked alone.
 */
export function sendEach<Sent extends { Id?: string; MessageId?: string }>({
  region,
  resource,
  request,
  accepted,
}: Batch<Sent>): Transport['send'] {
  const once = async (entries: readonly OutgoingEntry[], go: () => boolean): Promise<SendResult[]> => {
    try {
      const { Successful = [], Failed = [] } = await request(entries, go);
      return entries.map((entry, index) => {
        const sent = Successful.find(({ Id }) => Id === String(index));
        if (sent?.MessageId) return accepted(entry, sent, sent.MessageId);
        const failed = Failed.find(({ Id }) => Id === String(index));
        if (failed) return sendResultOfEntry(failed, region, resource);
        return sendResultOf(fail('OUTCOME_UNKNOWN', 'The answer says nothing of this message.'));
      });
    } catch (error) {
      const result = sendResultOf(error);
      return entries.map(() => result);
    }
  };

  return async (entries, go) => {
    const results = await once(entries, go);
    const [first] = results;
    if (
      entries.length === 1 ||
      !results.every((result) => result === first) ||
      first?.kind !== 'refused' ||
      first.whose !== 'item'
    ) {
      return results;
    }
    const alone: SendResult[] = [];
    for (const entry of entries) alone.push(...(await once([entry], go)));
    return alone;
  };
}
