import { DeleteTopicCommand } from '@aws-sdk/client-sns';
import { fail } from '../../failures.ts';
import type { Handlers } from '../../handlers.ts';
import type { Services } from '../../services.ts';
import { toTopicSummary } from './detail.ts';
import { attributesIfKnown } from './read.ts';

/** Deletes a topic with its subscriptions. */
export function createRemoveTopic(services: Services): Handlers<'topics'>['remove'] {
  return async ({ scope, topicArn }, { signal, note }) => {
    // DeleteTopic is silent about a topic that is not there: reading first tells a wrong name.
    const attributes = await attributesIfKnown(services, scope, topicArn, signal);
    const summary = attributes && toTopicSummary(topicArn, attributes);
    if (summary?.archiveDays != null) {
      throw fail('CONFLICT', 'The topic has an archive. Switch it off first, which deletes what it holds.', {
        resource: topicArn,
        profile: scope.profile,
        field: 'ArchivePolicy',
        numbers: { archiveDays: summary.archiveDays },
      });
    }
    const { subscriptionsConfirmed: confirmed = null, subscriptionsPending: pending = null } = summary ?? {};
    const subscriptions = confirmed === null && pending === null ? null : (confirmed ?? 0) + (pending ?? 0);
    if (subscriptions !== null) note({ subscriptions });
    const sns = await services.clients.sns(scope, 'once');
    await sns.send(new DeleteTopicCommand({ TopicArn: topicArn }), { abortSignal: signal });
    return { subscriptions };
  };
}
