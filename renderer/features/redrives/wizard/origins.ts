import type {
  QueueDetail,
  QueuePlace,
  Scope,
  SubscriptionDeadLetters,
} from '../../../../electron/contract/index.ts';
import { parseArn, queueNameOfArn } from '../../../../electron/domain/arn.ts';

/** A queue's URL beside another one of the same account and region, from its ARN; null for queues elsewhere. */
export function urlBeside(neighbour: string, neighbourArn: string, arn: string): string | null {
  const [one, other] = [parseArn(arn), parseArn(neighbourArn)];
  if (!one || one.region !== other?.region || one.account !== other.account) return null;
  const name = queueNameOfArn(arn);
  return name === null ? null : neighbour.replace(/[^/]+$/, name);
}

/** The queues that name this one as their dead-letter queue, at their places. */
export function originsOf(scope: Scope, detail: QueueDetail): QueuePlace[] {
  return (detail.deadLetterSources ?? []).flatMap((source) => {
    const queueUrl = source.startsWith('arn:') ? urlBeside(detail.url, detail.arn, source) : source;
    return queueUrl === null ? [] : [{ scope, queueUrl }];
  });
}

/** The queues that subscriptions deliver to whose undeliverable messages come here. */
export function endpointsOf(
  scope: Scope,
  detail: QueueDetail,
  subscriptions: readonly SubscriptionDeadLetters[],
): QueuePlace[] {
  return subscriptions
    .filter(({ deadLetterTargetArn, protocol }) => deadLetterTargetArn === detail.arn && protocol === 'sqs')
    .flatMap(({ endpoint }) => {
      const queueUrl = urlBeside(detail.url, detail.arn, endpoint);
      return queueUrl === null ? [] : [{ scope, queueUrl }];
    });
}
