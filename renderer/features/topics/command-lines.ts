import type { Scope } from '../../../electron/contract/index.ts';
import { awsCli } from '../../../electron/domain/aws-cli.ts';
import type { PublishFields } from './publish-draft.ts';

/** Reads every attribute of a topic, as the page did. */
export const toTopicCommand = (scope: Scope, topicArn: string, endpoint: string | null): string =>
  awsCli('sns get-topic-attributes', scope, [['topic-arn', topicArn]], endpoint);

/** The publish as the form would make it. */
export function toPublishCommand(
  scope: Scope,
  topicArn: string,
  fields: PublishFields,
  endpoint: string | null,
): string {
  const attributes = Object.fromEntries(
    Object.entries(fields.attributes).map(([name, { type, binary, value }]) => [
      name,
      binary ? { DataType: type, BinaryValue: value } : { DataType: type, StringValue: value },
    ]),
  );
  return awsCli(
    'sns publish',
    scope,
    [
      ['topic-arn', topicArn],
      ['message', fields.message],
      ['subject', fields.subject],
      ['message-structure', fields.structure === 'json' && 'json'],
      ['message-attributes', Object.keys(attributes).length > 0 && JSON.stringify(attributes)],
      ['message-group-id', fields.groupId],
      ['message-deduplication-id', fields.deduplicationId],
    ],
    endpoint,
  );
}
