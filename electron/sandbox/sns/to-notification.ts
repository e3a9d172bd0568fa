import { createHash, randomUUID } from 'node:crypto';
import type { ActionContext } from '../action.ts';
import type { Topic } from './model.ts';
import type { Notification } from './message-model.ts';
import type { Draft } from './message.ts';

/** Makes a notification of a draft. FIFO: a content-based deduplication id is the SHA-256 of the body alone. */
export function toNotification(
  context: ActionContext,
  topic: Topic,
  draft: Draft,
  text: string,
): Notification {
  const { size: _, ...content } = draft;
  return {
    kind: 'notification',
    topicArn: topic.arn,
    messageId: randomUUID(),
    publishedAt: context.world.clock.now(),
    ...content,
    deduplicationId: topic.fifo
      ? (draft.deduplicationId ?? createHash('sha256').update(text).digest('hex'))
      : undefined,
    baseUrl: context.baseUrl,
  };
}
