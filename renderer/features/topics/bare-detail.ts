import type { TopicDetail } from '../../../electron/contract/index.ts';
import { isFifoName, parseArn, topicNameOfArn } from '../../../electron/domain/arn.ts';
import { SNS } from '../../../electron/domain/limits.ts';

/** A topic of which only the ARN is known: AWS's widest limits, so that nothing legal is held back here. */
export const toBareDetail = (arn: string): TopicDetail => ({
  arn,
  name: topicNameOfArn(arn) ?? arn,
  fifo: isFifoName(arn),
  account: parseArn(arn)?.account ?? '',
  displayName: '',
  subscriptionsConfirmed: null,
  subscriptionsPending: null,
  kmsKeyId: null,
  contentBasedDeduplication: true,
  throughputScope: null,
  archiveDays: null,
  maximumMessageSize: SNS.messageSize.max,
  attributes: {},
  tags: {},
  missing: {},
});
