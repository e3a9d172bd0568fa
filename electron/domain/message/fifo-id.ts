import { SQS } from '../limits.ts';
import type { MessageFault } from './message-fault.ts';

/** May this be a message group id or a deduplication id: 1 to 128 letters, digits and punctuation, no space? */
export function isFifoId(text: string): boolean {
  return text.length <= SQS.groupIdLength && /^[!-~]+$/.test(text);
}

/** Why SQS would refuse this id; null when it would not. */
export function validateFifoId(
  parameter: 'MessageGroupId' | 'MessageDeduplicationId',
  value: string,
): MessageFault | null {
  if (isFifoId(value)) return null;
  return {
    code: 'InvalidParameterValue',
    message: `Value ${value} for parameter ${parameter} is invalid. Reason: ${parameter} can only include alphanumeric and punctuation characters. 1 to 128 in length.`,
  };
}
