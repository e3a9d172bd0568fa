import type { TextPlace } from './text-place.ts';

/** What the check needs to know of the queue or topic. */
export interface OutgoingTarget {
  kind: 'queue' | 'topic';
  fifo: boolean;
  contentBasedDeduplication: boolean;
  /** Bytes. */
  maximumMessageSize: number;
}

/** Why a message would be refused. `said` is AWS's own wording where it has one. */
export interface OutgoingFault {
  field: 'body' | 'attributes' | 'delay' | 'groupId' | 'deduplicationId' | 'subject';
  reason:
    | 'refused'
    | 'empty'
    | 'size'
    | 'forbidden'
    | 'tooMany'
    | 'delay'
    | 'delayFifo'
    | 'group'
    | 'deduplication'
    | 'deduplicationStandard'
    | 'subject';
  said?: string;
  /** The attribute at fault, by name. */
  attribute?: string;
  /** The character that no message may have, such as `U+0000`, and where it stands. */
  forbidden?: TextPlace & { character: string };
}
