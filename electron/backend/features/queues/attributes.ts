import type { QueueCounts, QueueRef, QueueSummary, RedrivePolicy } from '../../../contract/queues.ts';
import { isFifoName, parseArn, queueArn, queueNameOfUrl } from '../../../domain/arn.ts';

/** Queue attributes as an endpoint returned them: any may be absent, empty or odd. */
export type Attributes = Readonly<Record<string, string | undefined>>;

/** A queue's URL taken apart. */
export function toQueueRef(url: string): QueueRef {
  const name = queueNameOfUrl(url.replace(/\/+$/, ''));
  return { url, name, fifo: isFifoName(name) };
}

/** What GetQueueAttributes says, as the page takes it; what is absent or odd becomes null. */
export function toQueueSummary(
  url: string,
  region: string,
  attributes: Attributes,
  now: number,
): QueueSummary {
  const ref = toQueueRef(url);
  // Some emulators leave the ARN out; the URL's last but one part is the account.
  const account =
    parseArn(attributes.QueueArn ?? '')?.account || (/\/(\d{12})\/[^/]+\/?$/.exec(url)?.[1] ?? '');
  return {
    ...ref,
    arn: attributes.QueueArn || queueArn(region, account, ref.name),
    account,
    counts: {
      visible: toNumber(attributes.ApproximateNumberOfMessages),
      inFlight: toNumber(attributes.ApproximateNumberOfMessagesNotVisible),
      delayed: toNumber(attributes.ApproximateNumberOfMessagesDelayed),
      at: now,
    },
    redrivePolicy: toRedrivePolicy(attributes.RedrivePolicy),
    encryption: attributes.KmsMasterKeyId
      ? 'sse-kms'
      : attributes.SqsManagedSseEnabled?.toLowerCase() === 'true'
        ? 'sse-sqs'
        : 'none',
    visibilityTimeout: toNumber(attributes.VisibilityTimeout),
    retentionPeriod: toNumber(attributes.MessageRetentionPeriod),
    delay: toNumber(attributes.DelaySeconds),
    maximumMessageSize: toNumber(attributes.MaximumMessageSize),
    receiveWait: toNumber(attributes.ReceiveMessageWaitTimeSeconds),
    createdAt: toEpochMs(attributes.CreatedTimestamp),
  };
}

/** The counts that a server told, by name, as notes and questions carry them. */
export function toldCounts({ visible, inFlight, delayed }: QueueCounts): Record<string, number> {
  return Object.fromEntries(
    Object.entries({ visible, inFlight, delayed }).flatMap(([key, n]) => (n === null ? [] : [[key, n]])),
  );
}

/** Counts to reckon with: what a server does not tell is taken for none. */
export function reckonedCounts({ visible, inFlight, delayed }: QueueCounts): Reckoned {
  return { visible: visible ?? 0, inFlight: inFlight ?? 0, delayed: delayed ?? 0 };
}
type Reckoned = Record<'visible' | 'inFlight' | 'delayed', number>;

/** A RedrivePolicy attribute; null when there is none or it cannot be understood. AWS takes and returns maxReceiveCount as number or text. */
export function toRedrivePolicy(text: string | undefined): RedrivePolicy | null {
  if (!text) return null;
  try {
    const { deadLetterTargetArn, maxReceiveCount } = JSON.parse(text) as Record<string, unknown>;
    const count = Number(maxReceiveCount);
    if (typeof deadLetterTargetArn !== 'string' || !deadLetterTargetArn || !Number.isInteger(count))
      return null;
    return { deadLetterTargetArn, maxReceiveCount: count };
  } catch {
    return null;
  }
}

/** A whole number written as text; null when absent, empty or no number. */
export function toNumber(text: string | undefined): number | null {
  if (!text?.trim()) return null;
  const value = Number(text);
  return Number.isFinite(value) ? value : null;
}

/** A time as epoch ms: written as epoch seconds, epoch milliseconds or an ISO date, since emulators differ. */
export function toEpochMs(text: string | undefined): number | null {
  if (!text?.trim()) return null;
  const value = Number(text);
  if (!Number.isFinite(value)) {
    const parsed = Date.parse(text);
    return Number.isNaN(parsed) ? null : parsed;
  }
  // 1e11 seconds lie in the year 5138, 1e11 milliseconds in 1973: no real time is misread.
  return Math.round(value < 1e11 ? value * 1000 : value);
}
