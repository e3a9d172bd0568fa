/** What is known of the messages of a queue. Times in epoch ms, durations in seconds. */
export interface ExpiryFacts {
  /** SentTimestamp of the oldest message that is believed to be in the queue still; null when none was captured. */
  sentAt: number | null;
  /** The queue's MessageRetentionPeriod; null when not read. */
  retention: number | null;
  fifo: boolean;
}

/**
 * When the oldest known message of a dead-letter queue is lost, epoch ms. `exact`: a standard queue keeps the time of the
 * first send, so the move did not restart the clock. `earliest`: on FIFO the move restarted it, and no attribute tells when
 * that was, so that this is the first moment it can be. `unknown`: nothing was captured. [SQS DG
 * sqs-dead-letter-queues, setting-up-dead-letter-queue-retention]
 */
export type Expiry = { kind: 'unknown'; at: null } | { kind: 'exact' | 'earliest'; at: number };

/** When the oldest message that is known of is lost. */
export function toExpiry({ sentAt, retention, fifo }: ExpiryFacts): Expiry {
  if (sentAt === null || retention === null) return { kind: 'unknown', at: null };
  return { kind: fifo ? 'earliest' : 'exact', at: sentAt + retention * 1000 };
}

/** A time within which a loss is near, and one in which it is nearer still, seconds. */
export const EXPIRY = { soon: 24 * 3600, now: 6 * 3600 } as const;

/** How near a loss is. `over`: the exact moment has passed, so that message is gone and the next one is not known. */
export type Nearness = 'over' | 'now' | 'soon' | 'later' | 'unknown';

/** How near it is at a moment (epoch ms). */
export function nearnessOf(expiry: Expiry, now: number): Nearness {
  if (expiry.at === null) return 'unknown';
  const left = (expiry.at - now) / 1000;
  // On FIFO a moment that has passed only means that from now on any moment may be it.
  if (left <= 0 && expiry.kind === 'exact') return 'over';
  return left <= EXPIRY.now ? 'now' : left <= EXPIRY.soon ? 'soon' : 'later';
}

/**
 * Whether dead letters can be gone on arrival: on standard queues a message arrives with the age that it has, so that it
 * fits a dead-letter queue only as long as that one keeps messages longer than their source.
 */
export const isShorterKept = (
  source: { retention: number | null; fifo: boolean },
  deadLetters: { retention: number | null },
): boolean =>
  !source.fifo &&
  source.retention !== null &&
  deadLetters.retention !== null &&
  deadLetters.retention < source.retention;
