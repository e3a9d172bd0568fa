import type { ItemState } from '../../../contract/jobs.ts';
import type { Failure } from '../../../contract/failure.ts';
import type { MessageAttributes } from '../../../contract/messages.ts';
import type { Deadline } from '../clock.ts';

/** What travels. */
export interface Content {
  body: string;
  attributes: MessageAttributes;
  groupId: string | null;
  traceHeader: string | null;
}

/** A message as it was received from the source. */
export interface Received {
  id: string;
  handle: string;
  content: Content;
  /** SequenceNumber in the source; null on standard queues. */
  sequence: string | null;
  /** As received, for FIFO sources; never sent on without being asked for. */
  deduplicationId: string | null;
  /** Epoch ms. */
  sentAt: number | null;
  receiveCount: number | null;
  /** Bytes, as the limit counts them. */
  size: number;
}

/** One message of a job, as the journal has it. */
export interface Item {
  id: string;
  state: ItemState;
  /** The group it is sent with; null without one. */
  group: string | null;
  /** Its place in the source's order (FIFO). */
  sequence: string | null;
  /** SHA-256 over all that travels. */
  digest: string | null;
  handle: string | null;
  /** Until when it is surely hidden, epoch ms. */
  holdUntil: number | null;
  /** Sends whose outcome is open. */
  attempts: number;
  /** Grows when the content is changed; part of the deduplication id. */
  revision: number;
  dedupId: string | null;
  /** When the first of the open sends began, epoch ms. */
  firstSend: number | null;
  doubt: boolean;
  newId: string | null;
  newSequence: string | null;
  reason: string | null;
  returnedAt: number | null;
  /** What is sent, where it differs from what was received. */
  outgoing: Content | null;
  /** Receives by this job. */
  receives: number;
  sentAt: number | null;
  receiveCount: number | null;
  size: number;
  at: number;
}

/** Counts of a job that the items do not tell. */
export interface Tally {
  total: number | null;
  seen: number;
  receives: number;
  holding: number;
  otherReader: boolean;
}

/** Where a sent copy came from: an earlier item of any job. */
export interface SentAs {
  job: string;
  id: string;
  /** Key of the queue it was sent to. */
  destination: string;
}

/**
 * The journal of one job. Synchronous: what was written is on disk when the call returns. Whatever it throws ends the
 * job in this process at once.
 */
export interface Journal {
  load(): Item[];
  /** In one transaction, and only while the job's epoch is ours. */
  write(items: readonly Item[], tally: Tally): void;
  /** Throws when the job's epoch is no longer ours. */
  check(): void;
  /** The items, of any job, whose copy has this MessageId. */
  sentAs(newId: string): SentAs[];
  /** Marks an item, of any job, as come back. */
  returned(job: string, id: string, at: number): void;
}

/** What became of one entry of a send. */
export type SendResult =
  /** `intact`: every digest that came back is ours; null when none came back. */
  | { kind: 'accepted'; newId: string; newSequence: string | null; intact: boolean | null }
  /** Certainly not stored. `item`: this message; `job`: no message will do better now; `busy`: later. */
  | { kind: 'refused'; whose: 'item' | 'job' | 'busy'; failure: Failure }
  | { kind: 'unknown'; failure: Failure };

/** What became of a delete or a change of visibility. `lost`: the handle is no good any more. */
export type HandleResult =
  | { kind: 'ok' }
  | { kind: 'lost' | 'busy' | 'unknown'; failure: Failure }
  | { kind: 'job'; failure: Failure };

export interface OutgoingEntry {
  id: string;
  content: Content;
  dedupId: string | null;
}

export interface HandleEntry {
  id: string;
  handle: string;
}

/**
 * The calls that a redrive makes, none of which tries again by itself. `go` is asked once more right before the bytes leave: false
 * keeps them here, and every entry is then `refused`, `busy`. Never rejects, but for a receive.
 */
export interface Transport {
  receive(
    options: { max: number; waitSeconds: number; visibilitySeconds: number },
    signal: AbortSignal,
  ): Promise<Received[]>;
  send(entries: readonly OutgoingEntry[], go: () => boolean): Promise<SendResult[]>;
  remove(entries: readonly HandleEntry[], go: () => boolean): Promise<HandleResult[]>;
  hide(entries: readonly HandleEntry[], seconds: number, go: () => boolean): Promise<HandleResult[]>;
  /** Null when it may not be read. */
  counts(): Promise<{ visible: number; inFlight: number; delayed: number } | null>;
}

/** A message in our hands: hidden from others until the deadline. */
export interface Hand {
  handle: string;
  until: Deadline;
  /** 11 h 30 after the receive: no renewal goes beyond. */
  ceiling: Deadline;
  renewAt: Deadline;
  /** The group that it locks in a FIFO source. */
  group: string | null;
  /** Dropped for messages that were not chosen. */
  content: Content | null;
}

/** What a redrive is to do; fixed when its job is made. */
export interface RedriveOrder {
  job: string;
  /** Keys that tell queues apart, the destination's as the journal has it. */
  source: string;
  destination: string;
  sourceFifo: boolean;
  destinationFifo: boolean;
  keep: boolean;
  /** Null: all. */
  ids: readonly string[] | null;
  groupId: string | null;
  skipFailed: boolean;
  unanswered: 'resend' | 'leave';
  /** Messages waiting at the start, for the length of the hold; null when not known. */
  depth: number | null;
  /** Bytes that one message may have at the destination. */
  maximumSize: number;
}
