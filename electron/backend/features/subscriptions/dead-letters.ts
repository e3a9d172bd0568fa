import { GetSubscriptionAttributesCommand, ListSubscriptionsCommand } from '@aws-sdk/client-sns';
import type { Scope } from '../../../contract/procedure.ts';
import { createConcurrency, createPace, type Pace } from '../../aws/limiter.ts';
import { createRemembered } from '../../aws/remembered.ts';
import { isFailure, toFailure } from '../../failures.ts';
import type { Handlers } from '../../handlers.ts';
import type { Services } from '../../services.ts';
import { deadLetterTarget } from './dead-letter-target.ts';

/** Ten minutes: a call a subscription is dear. */
const KEPT = 10 * 60_000;
/** Some regions allow 30 such calls a second, for all tools together. */
const PER_SECOND = 15;
/** Pages of 100 subscriptions. */
const PAGES = 20;

/** Where the page after so many pages begins. */
const toCursor = (pages: number, token: string): string => `${pages}:${token}`;
function fromCursor(cursor: string | undefined): { pages: number; token: string | undefined } {
  const at = cursor?.indexOf(':') ?? -1;
  if (cursor === undefined || at < 0) return { pages: 0, token: undefined };
  return { pages: Number(cursor.slice(0, at)) || 0, token: cursor.slice(at + 1) };
}

/** The subscriptions of a scope that have a dead-letter queue. */
export function createDeadLetters({ clients, host }: Services): Handlers<'subscriptions'>['deadLetters'] {
  const bound = createConcurrency(6);
  const targets = createRemembered<string | null>(host.clock, KEPT, 20_000);
  const paces = new Map<string, Pace>();
  const paceOf = (key: string): Pace => {
    const pace = paces.get(key) ?? createPace(host.clock, PER_SECOND);
    paces.set(key, pace);
    return pace;
  };

  const targetOf = (scope: Scope, arn: string, signal: AbortSignal): Promise<string | null> => {
    const place = `${scope.profile}\n${scope.region}`;
    return targets.of(`${place}\n${arn}`, () =>
      bound(async () => {
        await paceOf(place)(signal);
        const sns = await clients.sns(scope);
        const command = new GetSubscriptionAttributesCommand({ SubscriptionArn: arn });
        const { Attributes = {} } = await sns.send(command, { abortSignal: signal });
        return deadLetterTarget(Attributes.RedrivePolicy);
      }),
    );
  };

  return async ({ scope, cursor }, { signal }) => {
    const { pages, token } = fromCursor(cursor);
    const sns = await clients.sns(scope);
    const { Subscriptions = [], NextToken } = await sns.send(
      new ListSubscriptionsCommand({ NextToken: token }),
      { abortSignal: signal },
    );
    // What awaits confirmation has no attributes to read, and gets nothing that could fail.
    const listed = Subscriptions.filter(({ SubscriptionArn: arn }) => arn?.startsWith('arn:'));
    const read = await Promise.all(
      listed.map(async ({ SubscriptionArn: arn = '', TopicArn, Protocol, Endpoint }) => {
        try {
          const deadLetterTargetArn = await targetOf(scope, arn, signal);
          const base = { arn, topicArn: TopicArn ?? '', protocol: Protocol ?? '', endpoint: Endpoint ?? '' };
          return { found: deadLetterTargetArn ? { ...base, deadLetterTargetArn } : null, failure: null };
        } catch (error) {
          if (!isFailure(error) || signal.aborted) throw error;
          return { found: null, failure: toFailure(error) };
        }
      }),
    );
    // One that was deleted meanwhile has no dead letters.
    const failures = read.flatMap(({ failure }) =>
      failure && failure.code !== 'NOT_FOUND' ? [failure] : [],
    );
    const isLast = !NextToken || pages + 1 >= PAGES;
    return {
      found: read.flatMap(({ found }) => found ?? []),
      read: read.length - failures.length,
      unread: failures.length,
      failure: failures[0] ?? null,
      cut: Boolean(NextToken) && isLast,
      cursor: isLast ? undefined : toCursor(pages + 1, NextToken),
    };
  };
}
