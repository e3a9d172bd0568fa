import {
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  type Message,
  type ReceiveMessageCommandInput,
  type SendMessageCommandInput,
  type SendMessageCommandOutput,
  type SQSClient,
} from '@aws-sdk/client-sqs';

/** Sends one message. */
export function send(
  sqs: SQSClient,
  url: string,
  body: string,
  more: Partial<SendMessageCommandInput> = {},
): Promise<SendMessageCommandOutput> {
  return sqs.send(new SendMessageCommand({ QueueUrl: url, MessageBody: body, ...more }));
}

/** Receives once: up to ten, all attributes, short poll unless told otherwise. */
export async function receive(
  sqs: SQSClient,
  url: string,
  more: Partial<ReceiveMessageCommandInput> = {},
): Promise<Message[]> {
  const { Messages = [] } = await sqs.send(
    new ReceiveMessageCommand({
      QueueUrl: url,
      MaxNumberOfMessages: 10,
      MessageSystemAttributeNames: ['All'],
      MessageAttributeNames: ['All'],
      ...more,
    }),
  );
  return Messages;
}

/** Receives once and expects a message. */
export async function receiveOne(
  sqs: SQSClient,
  url: string,
  more: Partial<ReceiveMessageCommandInput> = {},
): Promise<Message> {
  const [message] = await receive(sqs, url, { MaxNumberOfMessages: 1, ...more });
  if (!message) throw new Error('no message was received');
  return message;
}

/** Bodies of messages, in their order. */
export const bodies = (messages: readonly Message[]): string[] => messages.map(({ Body = '' }) => Body);

/** Attributes of a queue. */
export async function attributes(sqs: SQSClient, url: string): Promise<Record<string, string>> {
  const { Attributes = {} } = await sqs.send(
    new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ['All'] }),
  );
  return Attributes;
}

/** ARN of a queue. */
export async function arnOf(sqs: SQSClient, url: string): Promise<string> {
  return (await attributes(sqs, url))['QueueArn'] ?? '';
}

/** The three counts of a queue. */
export async function counts(sqs: SQSClient, url: string) {
  const all = await attributes(sqs, url);
  return {
    visible: Number(all['ApproximateNumberOfMessages']),
    inFlight: Number(all['ApproximateNumberOfMessagesNotVisible']),
    delayed: Number(all['ApproximateNumberOfMessagesDelayed']),
  };
}

/**
 * How AWS refused a request: the SDK's error name (without the prefix that some servers write before codes which AWS
 * gives bare), the older query code, the HTTP status and the text.
 */
export async function refusal(request: Promise<unknown>) {
  try {
    await request;
  } catch (error) {
    if (!(error instanceof Error) || !('$metadata' in error)) throw error;
    const { Code: code } = error as { Code?: string };
    const { httpStatusCode: status } = error.$metadata as { httpStatusCode?: number };
    return { name: error.name.replace('AWS.SimpleQueueService.', ''), code, status, message: error.message };
  }
  throw new Error('the request was not refused');
}

/** A queue and the dead-letter queue it names, by URL and ARN. */
export interface QueuePair {
  url: string;
  arn: string;
  dlqUrl: string;
  dlqArn: string;
}

/** Makes a dead-letter queue and a queue that moves messages there. */
export async function withDeadLetterQueue(
  { sqs, queue }: { sqs: SQSClient; queue(attributes?: Record<string, string>): Promise<string> },
  maxReceiveCount: number,
  more: Record<string, string> = {},
  dlqMore: Record<string, string> = {},
): Promise<QueuePair> {
  const fifo: Record<string, string> = more['FifoQueue'] === 'true' ? { FifoQueue: 'true' } : {};
  const dlqUrl = await queue({ ...fifo, ...dlqMore });
  const dlqArn = await arnOf(sqs, dlqUrl);
  const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: dlqArn, maxReceiveCount });
  const url = await queue({ VisibilityTimeout: '0', RedrivePolicy, ...more });
  return { url, arn: await arnOf(sqs, url), dlqUrl, dlqArn };
}
