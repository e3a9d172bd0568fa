import type { MessageAttributes } from '../../contract/messages.ts';

/**
 * What an expression sees of a message. `$` is the body: its value where it is JSON, so that `total > 80` asks the body
 * directly, else its text. `$message` holds the facts:
 *
 * - `id`, `body` (the text as it was received), `size` (bytes)
 * - `attributes`: values by name, binary ones as base64; `types`: their types by name
 * - `groupId`, `deduplicationId`, `sentAt` (epoch ms; `$fromMillis($message.sentAt)` makes it readable), `receiveCount`
 * - `deadLetterSource`: ARN of the queue that it failed in; `system`: all system attributes as AWS gave them
 *
 * `$inner` is what an SNS envelope carries, its value where it is JSON; else the same as `$`. What is not known is absent.
 * Numbers beyond 2^53 are seen rounded, as JSONata computes with doubles; a transform that would write one is refused.
 */
export interface ExpressionMessage {
  messageId: string;
  body: string;
  /** As in the contract: values of binary attributes are base64. */
  attributes: MessageAttributes;
  /** System attributes as AWS returned them. */
  system: Readonly<Record<string, string>>;
  /** Bytes of body and attributes. */
  size: number;
}
