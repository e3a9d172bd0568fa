import { ACCOUNT, type Client } from './client.ts';

/** The access policy that lets a topic send to a queue, as an attribute. */
export function allow({ region }: Client, queueName: string, topicArn: string): Record<string, string> {
  return {
    Policy: JSON.stringify({
      Version: '2012-10-17',
      Statement: [
        {
          Sid: 'AllowTopic',
          Effect: 'Allow',
          Principal: { Service: 'sns.amazonaws.com' },
          Action: 'sqs:SendMessage',
          Resource: `arn:aws:sqs:${region}:${ACCOUNT}:${queueName}`,
          Condition: { ArnEquals: { 'aws:SourceArn': topicArn } },
        },
      ],
    }),
  };
}
