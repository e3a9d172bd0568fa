import type { Scope } from '../../../electron/contract/index.ts';
import { awsCli } from '../../../electron/domain/aws-cli.ts';

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
