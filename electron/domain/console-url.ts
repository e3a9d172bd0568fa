import { partitionOf } from './regions.ts';

// Hosts of the AWS console by partition; the isolated partitions have consoles that only their own networks know.
const HOSTS: Readonly<Record<string, (region: string) => string>> = {
  aws: (region) => `${region}.console.aws.amazon.com`,
  'aws-cn': (region) => `${region}.console.amazonaws.cn`,
  'aws-us-gov': (region) => `${region}.console.amazonaws-us-gov.com`,
  'aws-eusc': (region) => `${region}.console.amazonaws-eusc.eu`,
};

/**
 * The page of a queue in the AWS console; null in partitions whose console has no public address. Only for queues of
 * AWS itself: a server of another address has no console there.
 * @param queueUrl the queue's URL as AWS gave it
 */
export function queueConsoleUrl(region: string, queueUrl: string): string | null {
  const host = HOSTS[partitionOf(region).id]?.(region);
  if (!host) return null;
  return `https://${host}/sqs/v3/home?region=${region}#/queues/${encodeURIComponent(queueUrl)}`;
}

/** The page of a topic in the AWS console, as {@link queueConsoleUrl}. */
export function topicConsoleUrl(region: string, topicArn: string): string | null {
  const host = HOSTS[partitionOf(region).id]?.(region);
  return host ? `https://${host}/sns/v3/home?region=${region}#/topic/${topicArn}` : null;
}
