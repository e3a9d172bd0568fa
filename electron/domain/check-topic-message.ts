import { validateFifoId, validateSnsMessage } from './message/index.ts';
import { parseProtocolTexts } from './protocol-texts.ts';
import { isSubject } from './subject.ts';
import type { TopicMessage, TopicMessageFault, TopicTaker } from './topic-message.ts';
import { deduplicationFaults } from './topic-deduplication.ts';

/** Everything that speaks against publishing a message, as far as it can be known without asking AWS. */
export function checkTopicMessage(given: TopicMessage, taker: TopicTaker): TopicMessageFault[] {
  const { message, structure, attributes, subject, groupId, deduplicationId } = given;
  const faults: TopicMessageFault[] = [];
  const words = {
    json: 'The message has to be a JSON object of texts per protocol.',
    default: 'The message has to be a JSON object with a text named default.',
    double: 'A protocol stands twice in the message.',
  };
  for (const fault of validateSnsMessage(message, attributes, taker.maximumMessageSize)) {
    const field = fault.attribute === undefined ? 'message' : 'attributes';
    const reason = field === 'attributes' ? 'refused' : message === '' ? 'empty' : 'size';
    faults.push({ field, reason, message: fault.message, ...pick(fault.attribute) });
  }
  const why = structure === 'json' && message !== '' ? parseProtocolTexts(message).fault : null;
  if (why) faults.push({ field: 'message', reason: why, message: words[why] });
  if (subject !== undefined && !isSubject(subject))
    faults.push({
      field: 'subject',
      reason: 'subject',
      message: 'A subject has fewer than 100 characters, no line break and no control character.',
    });
  if (groupId !== undefined) {
    const fault = validateFifoId('MessageGroupId', groupId);
    if (fault) faults.push({ field: 'groupId', reason: 'refused', message: fault.message });
  } else if (taker.fifo)
    faults.push({ field: 'groupId', reason: 'group', message: 'A FIFO topic needs a message group id.' });
  faults.push(...deduplicationFaults(deduplicationId, taker));
  return faults;
}

const pick = (attribute: string | undefined): { attribute?: string } =>
  attribute === undefined ? {} : { attribute };
