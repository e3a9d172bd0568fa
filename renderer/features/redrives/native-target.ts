import type { Scope } from '../../../electron/contract/index.ts';
import { isQueueName, parseArn, queueNameOfUrl } from '../../../electron/domain/arn.ts';
import { awsCli } from '../../../electron/domain/aws-cli.ts';
import { SQS } from '../../../electron/domain/limits.ts';

/** The ARN that a name, URL or ARN means beside a source; null while the text is none of these. */
export function toDestinationArn(typed: string, sourceArn: string): string | null {
  const text = typed.trim();
  if (parseArn(text)?.service === 'sqs') return text;
  const isUrl = /^https?:\/\//.test(text);
  const name = isUrl ? queueNameOfUrl(text.replace(/\/+$/, '')) : text;
  if (!isQueueName(name)) return null;
  const parts = sourceArn.split(':');
  const account = (isUrl && /\/(\d{12})\/[^/]+\/?$/.exec(text)?.[1]) || parts[4];
  return [...parts.slice(0, 4), account, name].join(':');
}

/** A typed rate: undefined for none, null for what is no whole number. */
export function toRate(typed: string): number | undefined | null {
  const text = typed.trim();
  if (text === '') return undefined;
  return /^\d+$/.test(text) ? Number(text) : null;
}

/** Starts the same move task. */
export const toStartCommand = (
  scope: Scope,
  task: { source: string; destination?: string; rate?: number },
  endpoint: string | null,
): string =>
  awsCli(
    'sqs start-message-move-task',
    scope,
    [
      ['source-arn', task.source],
      ['destination-arn', task.destination],
      ['max-number-of-messages-per-second', task.rate],
    ],
    endpoint,
  );

/** Lists the last ten tasks; without a number the CLI tells of one. */
export const toTasksCommand = (scope: Scope, source: string, endpoint: string | null): string =>
  awsCli(
    'sqs list-message-move-tasks',
    scope,
    [
      ['source-arn', source],
      ['max-results', SQS.moveTaskHistory],
    ],
    endpoint,
  );
