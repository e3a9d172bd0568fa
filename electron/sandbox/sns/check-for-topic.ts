import { SNS } from '../../domain/limits.ts';
import type { Topic } from './model.ts';
import { invalidParameter } from './refusals.ts';
import type { Draft } from './message.ts';

/** Checks a draft against the kind of its topic. [SNS API Publish] */
export function checkForTopic(topic: Topic, draft: Draft): void {
  if (!topic.fifo) {
    if (draft.deduplicationId !== undefined)
      throw invalidParameter(
        'MessageDeduplicationId Reason: The request includes MessageDeduplicationId parameter that is not valid for this topic type',
      );
    if (draft.groupId !== undefined) checkId('MessageGroupId', draft.groupId);
    return;
  }
  if (!draft.groupId) throw invalidParameter('The MessageGroupId parameter is required for FIFO topics');
  checkId('MessageGroupId', draft.groupId);
  if (draft.deduplicationId !== undefined) checkId('MessageDeduplicationId', draft.deduplicationId);
  else if (topic.attributes.get('ContentBasedDeduplication') !== 'true')
    throw invalidParameter(
      'The topic should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly',
    );
}

function checkId(name: string, id: string): void {
  if (id.length > SNS.groupIdLength || !/^[A-Za-z0-9!"#$%&'()*+,\-./:;<=>?@[\\\]^_`{|}~]+$/.test(id))
    throw invalidParameter(
      `${name} Reason: ${name} can only include alphanumeric and punctuation characters. 1 to ${SNS.groupIdLength} in length`,
    );
}
