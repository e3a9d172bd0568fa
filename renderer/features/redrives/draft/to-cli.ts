import type { QueuePlace } from '../../../../electron/contract/index.ts';
import { queueNameOfUrl } from '../../../../electron/domain/arn.ts';
import { shellWord } from '../../../../electron/domain/aws-cli.ts';
import { isSameScope } from '../../../stores/workspace.ts';
import type { RedriveOrder } from './to-order.ts';

/** Why an order has no line of its own; the page has a sentence for each. */
export type NoCli = 'choice' | 'edits' | 'goal';

/** The `spillway redrive` line that starts the same, or why there is none: it takes no clicks over what was kept. */
export function toCli(
  order: RedriveOrder,
  origins: readonly QueuePlace[],
): { line: string } | { none: NoCli } {
  const { choice, destination, source } = order;
  const by = choice?.by ?? 'all';
  if (by === 'captures') return { none: 'choice' };
  if (order.edits && order.edits.length > 0) return { none: 'edits' };
  const goal = destination.kind === 'sources' ? (origins.length === 1 ? origins[0] : undefined) : destination;
  if (!goal || (!('queueUrl' in goal) && !('topicArn' in goal))) return { none: 'goal' };
  const words: (string | readonly [string, string | number | undefined])[] = [
    ['--profile', source.scope.profile],
    ['--region', source.scope.region],
    ['--from', queueNameOfUrl(source.queueUrl)],
    ['--to', 'queueUrl' in goal ? queueNameOfUrl(goal.queueUrl) : goal.topicArn],
  ];
  if (!isSameScope(goal.scope, source.scope))
    words.push(['--to-profile', goal.scope.profile], ['--to-region', goal.scope.region]);
  if (choice?.by === 'ids') for (const id of choice.ids) words.push(['--message', id]);
  if (choice?.by === 'where') words.push(['--where', choice.expression]);
  words.push(
    ['--transform', order.transform],
    ['--rate', order.rate],
    ['--max', order.most],
    ['--group-id', order.groupId],
  );
  if (order.skipFailed) words.push('--skip-failed');
  if (order.keep) words.push('--copy');
  const line = words.flatMap((word) => {
    if (typeof word === 'string') return word;
    return word[1] === undefined ? [] : `${word[0]} ${shellWord(String(word[1]))}`;
  });
  return { line: ['spillway redrive', ...line].join(' ') };
}
