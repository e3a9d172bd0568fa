import type { Format } from '../../ui/format.ts';

const moments = new Set(['SentTimestamp', 'ApproximateFirstReceiveTimestamp']);
const known = new Set([
  'ApproximateReceiveCount',
  'SenderId',
  'MessageGroupId',
  'MessageDeduplicationId',
  'SequenceNumber',
  'AWSTraceHeader',
  'DeadLetterQueueSourceArn',
]);

/** What a system attribute means, in words: a moment in the chosen zone, or what SQS uses it for. Null when it is not known. */
export function systemMeaning(
  name: string,
  value: string,
  t: (key: string) => string,
  format: Format,
): string | null {
  if (moments.has(name)) {
    const at = /^\d{11,}$/.test(value) ? format.exact(Number(value)) : null;
    return at === null ? null : `${at}. ${t(`messages.meaning.${name}`)}`;
  }
  return known.has(name) ? t(`messages.meaning.${name}`) : null;
}
