import type { contract, QueueSettings, Scope } from '../../../electron/contract/index.ts';
import { queueArn } from '../../../electron/domain/arn.ts';
import { awsCli } from '../../../electron/domain/aws-cli.ts';
import { SQS } from '../../../electron/domain/limits.ts';
import { toQueueAttributes } from '../../../electron/domain/queue-attributes.ts';
import type { InputOf } from '../../api/client.ts';

/**
 * Lists the queues of a scope. With a page size the CLI pages to the end; without one AWS answers 1,000 and no token.
 */
export const toListCommand = (scope: Scope, endpoint: string | null): string =>
  awsCli('sqs list-queues', scope, [['page-size', SQS.listQueuesPage]], endpoint);

/** Reads the tags of a queue. */
export const toTagsCommand = (scope: Scope, queueUrl: string, endpoint: string | null): string =>
  awsCli('sqs list-queue-tags', scope, [['queue-url', queueUrl]], endpoint);

/** Reads every attribute of a queue, as the page did. */
export const toAttributesCommand = (scope: Scope, queueUrl: string, endpoint: string | null): string =>
  awsCli(
    'sqs get-queue-attributes',
    scope,
    [
      ['queue-url', queueUrl],
      ['attribute-names', 'All'],
    ],
    endpoint,
  );

const orNothing = (map: Record<string, string>): string | undefined =>
  Object.keys(map).length > 0 ? JSON.stringify(map) : undefined;

/** Makes a queue as the form would: one line, or two with its dead-letter queue. */
export function toCreateCommand(
  scope: Scope,
  input: Omit<InputOf<typeof contract.queues.create>, 'scope'>,
  endpoint: string | null,
  account: string,
): string {
  const line = (name: string, settings: QueueSettings): string =>
    awsCli(
      'sqs create-queue',
      scope,
      [
        ['queue-name', name],
        [
          'attributes',
          orNothing({ ...(input.fifo && { FifoQueue: 'true' }), ...toQueueAttributes(settings) }),
        ],
        ['tags', orNothing(input.tags ?? {})],
      ],
      endpoint,
    );
  const { deadLetters } = input;
  const settings: QueueSettings = { ...input.settings } as QueueSettings;
  if (!deadLetters) return line(input.name, settings);
  const { name, maxReceiveCount, retentionPeriod } = deadLetters;
  const redrivePolicy = { deadLetterTargetArn: queueArn(scope.region, account, name), maxReceiveCount };
  const first = line(name, { retentionPeriod, encryption: settings.encryption });
  return `${first}\n${line(input.name, { ...settings, redrivePolicy })}`;
}

/** Sets the attributes that the form changed. */
export const toSetCommand = (
  scope: Scope,
  queueUrl: string,
  attributes: Record<string, string>,
  endpoint: string | null,
): string =>
  awsCli(
    'sqs set-queue-attributes',
    scope,
    [
      ['queue-url', queueUrl],
      ['attributes', JSON.stringify(attributes)],
    ],
    endpoint,
  );

/** Sets and removes tags, a line for each. */
export function toTagCommand(
  scope: Scope,
  queueUrl: string,
  { set, remove }: { set: Record<string, string>; remove: readonly string[] },
  endpoint: string | null,
): string {
  const lines: string[] = [];
  if (Object.keys(set).length > 0)
    lines.push(
      awsCli(
        'sqs tag-queue',
        scope,
        [
          ['queue-url', queueUrl],
          ['tags', JSON.stringify(set)],
        ],
        endpoint,
      ),
    );
  if (remove.length > 0)
    lines.push(
      awsCli(
        'sqs untag-queue',
        scope,
        [
          ['queue-url', queueUrl],
          ['tag-keys', JSON.stringify(remove)],
        ],
        endpoint,
      ),
    );
  return lines.join('\n');
}

/** Empties or deletes a queue. */
export const toEndCommand = (
  act: 'purge-queue' | 'delete-queue',
  scope: Scope,
  queueUrl: string,
  endpoint: string | null,
): string => awsCli(`sqs ${act}`, scope, [['queue-url', queueUrl]], endpoint);
