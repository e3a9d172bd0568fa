import type { Scope } from '../../../electron/contract/index.ts';
import { awsCli } from '../../../electron/domain/aws-cli.ts';
import type { LookChoice } from './useLook.ts';
import type { SendFields } from './send-draft.ts';

/** One receive as the look makes it; the CLI takes ten messages at most in one call. */
export function toReceiveCommand(
  scope: Scope,
  queueUrl: string,
  choice: LookChoice,
  endpoint: string | null,
): string {
  return awsCli(
    'sqs receive-message',
    scope,
    [
      ['queue-url', queueUrl],
      ['max-number-of-messages', Math.min(10, choice.count)],
      ['wait-time-seconds', choice.waitSeconds],
      ['visibility-timeout', choice.visibilitySeconds],
      ['message-attribute-names', 'All'],
      ['message-system-attribute-names', 'All'],
    ],
    endpoint,
  );
}

const toCliAttributes = (attributes: SendFields['attributes']): string =>
  JSON.stringify(
    Object.fromEntries(
      Object.entries(attributes).map(([name, { type, binary, value }]) => [
        name,
        binary ? { DataType: type, BinaryValue: value } : { DataType: type, StringValue: value },
      ]),
    ),
  );

/** The send as the form would make it. */
export function toSendCommand(
  scope: Scope,
  queueUrl: string,
  fields: SendFields,
  endpoint: string | null,
): string {
  const trace = fields.traceHeader;
  return awsCli(
    'sqs send-message',
    scope,
    [
      ['queue-url', queueUrl],
      ['message-body', fields.body],
      ['message-attributes', Object.keys(fields.attributes).length > 0 && toCliAttributes(fields.attributes)],
      ['delay-seconds', fields.delaySeconds],
      ['message-group-id', fields.groupId],
      ['message-deduplication-id', fields.deduplicationId],
      [
        'message-system-attributes',
        trace !== undefined && JSON.stringify({ AWSTraceHeader: { DataType: 'String', StringValue: trace } }),
      ],
    ],
    endpoint,
  );
}
