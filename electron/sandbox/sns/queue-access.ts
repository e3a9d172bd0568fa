import { evaluateAccessPolicy } from '../../domain/access-policy/index.ts';
import type { Queue } from '../sqs/model.ts';
import type { Topic } from './model.ts';

/**
 * Why the queue does not take messages of this topic; null when it does. SNS is a service: only the queue's policy
 * decides, and the AWS managed key cannot be used by it at all. [SNS DG subscribe-sqs-queue-to-sns-topic]
 */
export function queueRefusal(queue: Queue, topic: Topic): string | null {
  const { decision } = evaluateAccessPolicy(queue.attributes['Policy'], {
    principal: { Service: 'sns.amazonaws.com' },
    action: 'sqs:SendMessage',
    resource: queue.arn,
    // Between the services the transport is always secure.
    context: {
      'aws:SourceArn': topic.arn,
      'aws:SourceAccount': topic.account,
      'aws:SourceOwner': topic.account,
      'aws:SecureTransport': true,
    },
  });
  if (decision !== 'allow')
    return `AccessDenied: sns.amazonaws.com is not authorized to perform: sqs:SendMessage on resource: ${queue.arn}`;
  if (queue.attributes['KmsMasterKeyId']?.endsWith('alias/aws/sqs'))
    return 'KMS.AccessDeniedException: the AWS managed key alias/aws/sqs cannot be used by sns.amazonaws.com';
  return null;
}
