import type { MessageAttributes } from '../contract/messages.ts';
import { messageSize } from './message/index.ts';

/** A message on its way to a topic, as `topics.publish` takes it. */
export interface TopicMessage {
  message: string;
  structure: 'plain' | 'json';
  attributes: MessageAttributes;
  subject?: string | undefined;
  groupId?: string | undefined;
  deduplicationId?: string | undefined;
}

/** What decides whether a topic takes a message. */
export interface TopicTaker {
  fifo: boolean;
  /** Null when it is not known. */
  contentBasedDeduplication: boolean | null;
  /** Bytes. */
  maximumMessageSize: number;
}

/** Why SNS would refuse a message, in the order of the form's fields. */
export interface TopicMessageFault {
  field: 'message' | 'subject' | 'attributes' | 'groupId' | 'deduplicationId';
  /** `refused` in AWS's own wording; the others have plain ones. */
  reason:
    | 'refused'
    | 'empty'
    | 'size'
    | 'json'
    | 'default'
    | 'double'
    | 'subject'
    | 'group'
    | 'deduplication'
    | 'fifoOnly';
  message: string;
  /** The attribute at fault, when it is one. */
  attribute?: string;
}

/** What the topic's limit counts of a message, in bytes: message and attributes; the subject is free. */
export const topicMessageSize = ({ message, attributes }: TopicMessage): number =>
  messageSize(message, attributes);
