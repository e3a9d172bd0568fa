/** Compares two SequenceNumbers: decimal numbers of up to 128 bits, which JavaScript's numbers cannot hold. [SQS API SendMessage] */
export function compareSequences(one: string | null, other: string | null): number {
  const a = (one ?? '').replace(/^0+(?=.)/, '');
  const b = (other ?? '').replace(/^0+(?=.)/, '');
  return a.length - b.length || (a < b ? -1 : a > b ? 1 : 0);
}
