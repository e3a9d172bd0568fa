import type { CaptureFilter } from '../../../contract/captures.ts';
import type { QueuePlace } from '../../../contract/jobs.ts';
import type { RedriveChoice } from '../../../contract/redrives-order.ts';
import type { Receiver } from '../../../contract/redrives-receivers.ts';
import type { Subscription } from '../../../contract/subscriptions.ts';
import type { Call, Handlers } from '../../handlers.ts';
import type { HostServices } from '../../services.ts';
import { createMeaning } from '../captures/meaning.ts';
import { createSubscriptionsHandlers } from '../subscriptions/handlers.ts';
import type { FilterQuestion } from './receivers-task.ts';

const most = 500;

/** Who gets what is sent to a topic, asked of what was captured. */
export function createReceivers(services: HostServices): Handlers<'redrives'>['receivers'] {
  const { store, workshop } = services;
  const { list } = createSubscriptionsHandlers(services);
  const meant = createMeaning(services);

  const subscriptionsOf = async (
    place: { scope: QueuePlace['scope']; topicArn: string },
    call: Call,
  ): Promise<{ found: Subscription[]; cut: boolean }> => {
    const found: Subscription[] = [];
    let cursor: string | undefined;
    do {
      const page = await list({ ...place, cursor }, call);
      found.push(...page.subscriptions);
      cursor = page.cursor;
    } while (cursor !== undefined && found.length < most);
    return { found, cut: cursor !== undefined };
  };

  return async ({ scope, topicArn, source, choice }, call) => {
    const filter = filterOf(choice, sourceIds(store.captures.sources.list(), source));
    const [{ found, cut }, { filter: known }] = await Promise.all([
      subscriptionsOf({ scope, topicArn }, call),
      meant(filter, call.signal),
    ]);
    const asked = found.filter(({ failure, state }) => failure === null && state === 'confirmed');
    const answer = await workshop.call(
      'redrives.receivers',
      { filter: known, questions: asked.map(toQuestion) },
      call.signal,
    );
    const counts = new Map(asked.map((one, at) => [one, answer.counts[at]]));
    return {
      receivers: found.map((one) => toReceiver(one, counts.get(one))),
      cut,
      messages: answer.messages,
    };
  };
}

const sourceIds = (
  sources: ReturnType<HostServices['store']['captures']['sources']['list']>,
  { scope, queueUrl }: QueuePlace,
): number[] =>
  sources
    .filter(
      (one) =>
        one.queueUrl === queueUrl &&
        one.scope?.profile === scope.profile &&
        one.scope.region === scope.region,
    )
    .map(({ id }) => id);

function filterOf(choice: RedriveChoice, sources: number[]): CaptureFilter {
  switch (choice.by) {
    case 'all':
      return { sources, inQueue: true };
    case 'ids':
      return { sources, messageIds: choice.ids };
    case 'captures':
      return { ...choice.filter, sources, inQueue: true };
    case 'where':
      return { sources, inQueue: true, where: choice.expression };
  }
}

const toQuestion = ({
  filterPolicy,
  filterPolicyScope,
  protocol,
  rawDelivery,
}: Subscription): FilterQuestion => ({
  policy: filterPolicy,
  scope: filterPolicyScope ?? 'MessageAttributes',
  raw: rawDelivery && protocol === 'sqs',
});

function toReceiver(
  { arn, state, protocol, endpoint, rawDelivery, filterPolicy, filterPolicyScope, failure }: Subscription,
  counts: { passes: number; discarded: number } | undefined,
): Receiver {
  return {
    arn,
    state,
    protocol,
    endpoint,
    rawDelivery,
    filterPolicy,
    filterPolicyScope,
    failure,
    passes: counts?.passes ?? (failure === null ? 0 : null),
    discarded: counts?.discarded ?? 0,
  };
}
