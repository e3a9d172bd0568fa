import type { CaptureProgress } from '../../../contract/captures-progress.ts';
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
  /** The queue that it failed in: DeadLetterQueueSourceArn. */
  sourceArn: string | null;
  /** System attributes as AWS gave them. */
  system: Readonly<Record<string, string>>;
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

/** What of a message was edited by hand; what is absent stays. */
export type Edit = Partial<Pick<Content, 'body' | 'attributes' | 'groupId'>> & { deduplicationId?: string };

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
  /** What is sent, where it differs from what was received: frozen at the first S1, dropped when it was sent. */
  outgoing: Content | null;
  /** Edited by hand, and not frozen yet; dropped with it. */
  edit: Edit | null;
  /** Whether what is sent differs from what was received. */
  changed: boolean;
  /** Which of several destinations it goes to; null where the job has one. */
  route: string | null;
  sourceArn: string | null;
  /** The stage that it was sent in, counted from 0; null before, and without stages. */
  stage: number | null;
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
  /** The stage that is under way, counted from 0: how many it has sent, until when it waits (epoch ms); null without. */
  stage: { index: number; begun: number; waitsUntil: number | null } | null;
  /** Returns and failures that made the job pause, and that it went on after. */
  forgiven: { returns: number; failures: number };
  /** Of a capture alone. */
  capture?: CaptureProgress;
}

/** Nothing done yet. */
export const emptyTally: Tally = {
  total: null,
  seen: 0,
  receives: 0,
  holding: 0,
  otherReader: false,
  stage: null,
  forgiven: { returns: 0, failures: 0 },
};

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
  /** All items, as they were met; one at a time where there are many. */
  load(): Iterable<Item>;
  /** Those of these items that there are. */
  find(ids: readonly string[]): Item[];
  /** Items whose copy was confirmed no earlier than this, epoch ms. */
  sentSince(at: number): Item[];
  /** In one transaction, and only while the job's epoch is ours. */
  write(items: readonly Item[], tally: Tally): void;
  /** Throws when the job's epoch is no longer ours. */
  check(): void;
  /** The items, of any job, whose copy has this MessageId. */
  sentAs(newId: string): SentAs[];
  /** Marks an item, of any job, as come back. */
  returned(job: string, id: string, at: number): void;
  /** When anything of any job was sent under this deduplication id last, but for one item; epoch ms. */
  lastSentAs(dedupId: string, except: { job: string; id: string }): number | null;
}

/** What became of one entry of a send. */
export type SendResult =
  /** `intact`: every digest that came back is ours; null when none came back. */
  | { kind: 'accepted'; newId: string | null; newSequence: string | null; intact: boolean | null }
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
  /** Which of several destinations it goes to: the ARN of the queue that it failed in. All of one request are alike. */
  route: string | null;
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

/** The side of a transport that messages are taken from. */
export type SourceEnd = Pick<Transport, 'receive' | 'remove' | 'hide' | 'counts'>;

/** The side of a transport that messages go to. */
export type DestinationEnd = Pick<Transport, 'send'>;

/** A message in our hands: hidden from others until the deadline. */
export interface Hand {
  handle: string;
  until: Deadline;
  /** 11 h 30 after the receive: no renewal goes beyond. */
  ceiling: Deadline;
  renewAt: Deadline;
  /** The group that it locks in a FIFO source. */
  group: string | null;
  /** What is to be sent, edited and transformed; dropped for messages that were not chosen. */
  content: Content | null;
  /** Whether that differs from what was received. */
  changed: boolean;
}

/** What expressions say of a message: in the order of the messages that were asked about. */
export type Asked<Value> = Promise<Array<{ ok: true; value: Value } | { ok: false; error: string }>>;

/** The expressions of an order. Rejects with a failure when they are none. */
export interface Judge {
  where(messages: readonly Received[], signal: AbortSignal): Asked<boolean>;
  /** The new content, and a deduplication id where one was asked for. */
  transform(
    messages: readonly Received[],
    signal: AbortSignal,
  ): Asked<{ content: Content; dedupId: string | null }>;
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
  /** JSONata: asked of each message once, when it is met; null: no predicate. */
  where: string | null;
  /** JSONata that makes the content of each chosen message. */
  transform: string | null;
  /** Messages a second. */
  rate: number | null;
  most: number | null;
  /** Sizes of the first batches; empty: all at once. */
  stages: readonly number[];
  /** How long it waits between them, ms. */
  settle: number;
  returnsAllowed: number;
  stopOnFailure: boolean;
  /** Sends under the deduplication id as received. */
  keepDedupId: boolean;
  /** Each message goes back to the queue that it failed in. */
  routed: boolean;
  /** What an item is when its copy is confirmed and its original deleted. */
  goal: 'done' | 'parked';
  /** The destination takes the same message twice without a second copy: the local store, or nothing. */
  exact: boolean;
  /** Messages sent before this moment expire before the estimated end, and go first; epoch ms. */
  urgentBefore: number | null;
}

/** What an order is that says no more: all at once, everything, unchanged. */
export const plainOrder = {
  where: null,
  transform: null,
  rate: null,
  most: null,
  stages: [],
  settle: 0,
  returnsAllowed: 0,
  stopOnFailure: false,
  keepDedupId: false,
  routed: false,
  goal: 'done',
  exact: false,
  urgentBefore: null,
} satisfies Partial<RedriveOrder>;
