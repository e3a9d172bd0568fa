import { SNS } from '../../domain/limits.ts';
import type { Topic } from './model.ts';
import type { Wrong } from './refusals.ts';

/** The largest message that the topic takes, in bytes. */
export function maximumSizeOf(topic: Topic): number {
  return Number(topic.attributes.get('MaximumMessageSize') ?? SNS.messageSize.default);
}

/** Checks MaximumMessageSize, which only few subscribers let grow beyond 256 KiB. */
export function checkMaximumSize(topic: Topic, value: string, wrong: Wrong): void {
  const { min, max, default: common } = SNS.messageSize;
  if (!isNumber(value, min, max)) throw wrong(`MaximumMessageSize Reason: must be between ${min} and ${max}`);
  if (Number(value) <= common) return;
  const subscriptions = [...topic.subscriptions.values()];
  if (
    subscriptions.length > SNS.fewSubscriptions ||
    !subscriptions.every((each) => takesLarge(each.protocol))
  )
    throw wrong(
      `MaximumMessageSize Reason: above ${common} bytes a topic takes at most ${SNS.fewSubscriptions} subscriptions of the protocols sqs, lambda and firehose`,
    );
}

/** May this protocol subscribe to a topic whose messages are larger than 256 KiB? */
export function takesLarge(protocol: string): boolean {
  return protocol === 'sqs' || protocol === 'lambda' || protocol === 'firehose';
}

/** Whether a text is a whole number within a range. */
export function isNumber(value: string, min: number, max: number): boolean {
  return /^\d+$/.test(value) && Number(value) >= min && Number(value) <= max;
}
