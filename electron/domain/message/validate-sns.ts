import { SNS } from '../limits.ts';
import type { AnyAttributes } from './attributes.ts';
import { messageSize } from './size.ts';
import type { MessageFault } from './message-fault.ts';
import { validateSnsAttributes } from './validate-sns-attributes.ts';

/** Why SNS would refuse to publish this, in its own wording; none when it would not. */
export function validateSnsMessage(
  message: string,
  attributes?: AnyAttributes,
  /** The topic's MaximumMessageSize, bytes. */
  maximumSize: number = SNS.messageSize.default,
): MessageFault[] {
  const faults: MessageFault[] = [];
  if (message === '') faults.push({ code: 'InvalidParameter', message: 'Invalid parameter: Empty message' });
  faults.push(...validateSnsAttributes(attributes));
  if (messageSize(message, attributes) > maximumSize) {
    faults.push({ code: 'InvalidParameter', message: 'Invalid parameter: Message too long' });
  }
  return faults;
}
