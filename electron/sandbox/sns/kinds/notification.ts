import { topicNameOfArn } from '../../../domain/arn.ts';
import type { ResourceKind } from '../../service.ts';
import type { Notification } from '../message-model.ts';
import { resumeReplays } from '../replay.ts';
import { topicByArn } from '../topics.ts';
import { foreign } from '../../foreign.ts';
import { keyOf, read, write } from './row.ts';

/** Archived messages of FIFO topics. */
export const notificationKind: ResourceKind = {
  kind: 'notification',
  owns: isNotification,
  key(resource) {
    const { topicArn, messageId } = isNotification(resource) ? resource : foreign();
    return keyOf(topicArn, `${topicNameOfArn(topicArn)} ${messageId}`);
  },
  toRow(resource) {
    const notification = isNotification(resource) ? resource : foreign();
    return notification.dropped ? null : write(notification);
  },
  fromRow(world, row) {
    const notification = read<Notification>(row);
    topicByArn(world, notification.topicArn)?.archive?.messages.push(notification);
  },
  resume(world) {
    for (const { sns } of world.realms()) {
      for (const topic of sns.topics.values()) {
        // Rows come back in any order; archives are in order of publication, which all sequence numbers keep.
        topic.archive?.messages.sort((a, b) =>
          (a.sequenceNumber ?? '') < (b.sequenceNumber ?? '') ? -1 : 1,
        );
        resumeReplays(world, topic);
      }
    }
  },
};

function isNotification(resource: object): resource is Notification {
  return 'kind' in resource && resource.kind === 'notification';
}
