import type { OutgoingMessage } from '../../contract/messages-send.ts';

/** What stands in for the placeholders of one message. */
export interface PlaceholderValues {
  /** Which of the repeats it is, from 1. */
  n: number;
  /** Epoch ms. */
  now: number;
  /** Asked once a message at most: all `{{uuid}}` of one message are the same. */
  uuid(): string;
}

/**
 * The placeholders of repeated messages: `{{n}}` counts from 1; `{{uuid}}` is a fresh UUID, the same wherever it stands in
 * one message; `{{now}}` is the time of sending as ISO 8601 in UTC, `{{now:ms}}` and `{{now:s}}` as epoch milliseconds
 * and seconds. Any other text in double braces stays as it is.
 */
export const PLACEHOLDERS = ['{{n}}', '{{uuid}}', '{{now}}', '{{now:ms}}', '{{now:s}}'] as const;

const pattern = /\{\{(n|uuid|now|now:ms|now:s)\}\}/g;

/** Whether a text holds a placeholder. */
export function hasPlaceholder(text: string): boolean {
  return text.search(pattern) >= 0;
}

/** A message with its placeholders filled in: in body, text attributes, group id, deduplication id, trace header and subject. */
export function fillMessage(message: OutgoingMessage, values: PlaceholderValues): OutgoingMessage {
  let uuid: string | undefined;
  const fill = (text: string): string =>
    text.replace(pattern, (_, name: string) => {
      if (name === 'n') return String(values.n);
      if (name === 'uuid') return (uuid ??= values.uuid());
      if (name === 'now:ms') return String(values.now);
      if (name === 'now:s') return String(Math.floor(values.now / 1000));
      return new Date(values.now).toISOString();
    });
  const filled: OutgoingMessage = { ...message, body: fill(message.body) };
  filled.attributes = Object.fromEntries(
    Object.entries(message.attributes).map(([name, one]) => [
      name,
      one.binary ? one : { ...one, value: fill(one.value) },
    ]),
  );
  for (const field of ['groupId', 'deduplicationId', 'traceHeader', 'subject'] as const) {
    const text = message[field];
    if (text !== undefined) filled[field] = fill(text);
  }
  return filled;
}
