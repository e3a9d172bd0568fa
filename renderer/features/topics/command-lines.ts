import type { contract, Scope, TopicSettings } from '../../../electron/contract/index.ts';
import { awsCli } from '../../../electron/domain/aws-cli.ts';
import { toWireAttributes } from '../../../electron/domain/message/index.ts';
import { toTopicAttributes } from '../../../electron/domain/topic-attributes.ts';
import type { InputOf } from '../../api/client.ts';
import type { PublishFields } from './publish-draft.ts';

/** Reads every attribute of a topic, as the page did. */
export const toTopicCommand = (scope: Scope, topicArn: string, endpoint: string | null): string =>
  awsCli('sns get-topic-attributes', scope, [['topic-arn', topicArn]], endpoint);

/** Lists the topics of a scope, every page of them. */
export const toListCommand = (scope: Scope, endpoint: string | null): string =>
  awsCli('sns list-topics', scope, [], endpoint);

const orNothing = (map: object): string | undefined =>
  Object.keys(map).length > 0 ? JSON.stringify(map) : undefined;
const toTagList = (tags: Readonly<Record<string, string>>): { Key: string; Value: string }[] =>
  Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));

/** Makes a topic as the form would. */
export function toCreateCommand(
  scope: Scope,
  { name, fifo, settings, tags }: Omit<InputOf<typeof contract.topics.create>, 'scope'>,
  endpoint: string | null,
): string {
  const attributes = { ...(fifo && { FifoTopic: 'true' }), ...toTopicAttributes(settings as TopicSettings) };
  return awsCli(
    'sns create-topic',
    scope,
    [
      ['name', name],
      ['attributes', orNothing(attributes)],
      ['tags', orNothing(toTagList(tags ?? {}))],
    ],
    endpoint,
  );
}

/** Sets the attributes that the form changed, a line for each: AWS takes one a call. */
export const toSetCommand = (
  scope: Scope,
  topicArn: string,
  attributes: Readonly<Record<string, string>>,
  endpoint: string | null,
): string =>
  Object.entries(attributes)
    .map(([name, value]) =>
      awsCli(
        'sns set-topic-attributes',
        scope,
        [
          ['topic-arn', topicArn],
          ['attribute-name', name],
          ['attribute-value', value],
        ],
        endpoint,
      ),
    )
    .join('\n');

/** Sets and removes tags, a line for each. */
export function toTagCommand(
  scope: Scope,
  topicArn: string,
  { set, remove }: { set: Record<string, string>; remove: readonly string[] },
  endpoint: string | null,
): string {
  const line = (act: string, option: string, value: object): string =>
    awsCli(
      `sns ${act}`,
      scope,
      [
        ['resource-arn', topicArn],
        [option, JSON.stringify(value)],
      ],
      endpoint,
    );
  const lines: string[] = [];
  if (Object.keys(set).length > 0) lines.push(line('tag-resource', 'tags', toTagList(set)));
  if (remove.length > 0) lines.push(line('untag-resource', 'tag-keys', remove));
  return lines.join('\n');
}

/** Deletes a topic. */
export const toRemoveCommand = (scope: Scope, topicArn: string, endpoint: string | null): string =>
  awsCli('sns delete-topic', scope, [['topic-arn', topicArn]], endpoint);

/** The publish as the form would make it. */
export const toPublishCommand = (
  scope: Scope,
  topicArn: string,
  fields: PublishFields,
  endpoint: string | null,
): string =>
  awsCli(
    'sns publish',
    scope,
    [
      ['topic-arn', topicArn],
      ['message', fields.message],
      ['subject', fields.subject],
      ['message-structure', fields.structure === 'json' && 'json'],
      ['message-attributes', orNothing(toWireAttributes(fields.attributes))],
      ['message-group-id', fields.groupId],
      ['message-deduplication-id', fields.deduplicationId],
    ],
    endpoint,
  );
