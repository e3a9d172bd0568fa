import { SQS } from '../limits.ts';
import { type AnyAttributes, toMessageAttributes } from './attributes.ts';
import { INVALID_CHARACTERS, isAllowedText } from './characters.ts';
import { messageSize } from './size.ts';
import { type MessageFault, refused } from './message-fault.ts';
import { faultOfName, faultOfType, faultOfValue } from './attribute-rules.ts';

/** Why SQS would refuse this message, in the order in which it looks; none when it would not. */
export function validateMessage(
  body: string,
  attributes?: AnyAttributes,
  /** The queue's MaximumMessageSize, bytes. */
  maximumSize: number = SQS.messageSize,
): MessageFault[] {
  const faults: MessageFault[] = [];
  if (body === '') {
    faults.push({ code: 'MissingParameter', message: 'The request must contain the parameter MessageBody.' });
  }
  if (!isAllowedText(body)) faults.push({ code: 'InvalidMessageContents', message: INVALID_CHARACTERS });
  faults.push(...validateMessageAttributes(attributes));
  if (messageSize(body, attributes) > maximumSize) {
    faults.push(
      refused(
        `One or more parameters are invalid. Reason: Message must be shorter than ${maximumSize} bytes.`,
      ),
    );
  }
  return faults;
}

/** Why SQS would refuse these user attributes. [SQS API MessageAttributeValue] */
export function validateMessageAttributes(attributes: AnyAttributes | undefined): MessageFault[] {
  const entries = Object.entries(toMessageAttributes(attributes));
  const faults: MessageFault[] = [];
  if (entries.length > SQS.messageAttributes) {
    const counts = `[${entries.length}] exceeds the allowed maximum [${SQS.messageAttributes}]`;
    faults.push(refused(`Number of message attributes ${counts}.`));
  }
  for (const [name, attribute] of entries) {
    const message = faultOfName(name) ?? faultOfType(name, attribute.type) ?? faultOfValue(name, attribute);
    if (message) faults.push({ ...refused(message), attribute: name });
  }
  return faults;
}
