import { isTopicName } from '../../../domain/arn.ts';
import type { Action } from '../../action.ts';
import { applyArchivePolicy } from '../archive.ts';
import { mapOf, requiredText, textOf } from '../input.ts';
import type { Topic } from '../model.ts';
import { dataProtectionRefusal, invalidParameter, refused } from '../refusals.ts';
import { mergeTags, parseTags } from '../tags.ts';
import { checkTopicAttribute } from '../topic-attributes.ts';
import { showTopicAttributes } from '../show-topic.ts';
import { emptyTopic } from '../empty-topic.ts';

const REASON = 'Attributes Reason: ';

/** Makes a topic, or answers with the one of that name if nothing about it differs. [SNS API CreateTopic] */
export const createTopic: Action = {
  name: 'CreateTopic',
  parameters: ['Name', 'Attributes', 'Tags', 'DataProtectionPolicy'],
  run(input, { caller, world }) {
    const name = requiredText(input, 'Name');
    const { FifoTopic, ...attributes } = mapOf(input, 'Attributes');
    const fifo = FifoTopic?.toLowerCase() === 'true';
    checkName(name, fifo);
    if (textOf(input, 'DataProtectionPolicy')) throw dataProtectionRefusal();
    const tags = mergeTags(new Map(), parseTags(input));
    const { topics } = world.realm(caller.account, caller.region).sns;
    const present = topics.get(name);
    if (present) {
      checkSame(present, attributes, tags);
      return { TopicArn: present.arn };
    }
    const topic = emptyTopic(caller.account, caller.region, name, tags);
    for (const [key, value] of Object.entries(attributes)) {
      checkTopicAttribute(topic, key, value, REASON);
      topic.attributes.set(key, value);
    }
    topics.set(name, topic);
    if (attributes.ArchivePolicy !== undefined) applyArchivePolicy(world, topic, attributes.ArchivePolicy);
    world.changed(topic);
    return { TopicArn: topic.arn };
  },
};

function checkName(name: string, fifo: boolean): void {
  if (fifo && !(isTopicName(name) && name.endsWith('.fifo')))
    throw refused(
      'InvalidParameter',
      'Fifo Topic names must end with .fifo and must be made up of only uppercase and lowercase ASCII letters, numbers, underscores, and hyphens, and must be between 1 and 256 characters long.',
    );
  if (!fifo && !(isTopicName(name) && !name.endsWith('.fifo'))) throw invalidParameter('Topic Name');
}

function checkSame(present: Topic, attributes: Record<string, string>, tags: Map<string, string>): void {
  const shown = showTopicAttributes(present);
  if (Object.entries(attributes).some(([key, value]) => shown[key] !== value))
    throw invalidParameter(`${REASON}Topic already exists with different attributes`);
  const same =
    tags.size === present.tags.size && [...tags].every(([key, value]) => present.tags.get(key) === value);
  if (tags.size > 0 && !same) throw invalidParameter('Tags Reason: Topic already exists with different tags');
}
