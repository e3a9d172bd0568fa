import {
  CreateTopicCommand,
  DeleteTopicCommand,
  SetSubscriptionAttributesCommand,
  SNSClient,
  SubscribeCommand,
} from '@aws-sdk/client-sns';
import {
  CreateQueueCommand,
  DeleteQueueCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SetQueueAttributesCommand,
  SQSClient,
  type Message,
} from '@aws-sdk/client-sqs';

const account = '000000000000';
const region = 'us-east-1';

/** What a shop's own programs do at the endpoint, so that tests have queues which nobody else touches. */
export class AwsShop {
  readonly #sqs: SQSClient;
  readonly #sns: SNSClient;

  readonly endpoint: string;

  constructor(endpoint: string) {
    this.endpoint = endpoint;
    const options = {
      endpoint,
      region,
      credentials: { accessKeyId: 'sandbox', secretAccessKey: 'sandbox' },
    };
    this.#sqs = new SQSClient(options);
    this.#sns = new SNSClient(options);
  }

  async createQueue(
    name: string,
    attributes: Record<string, string> = {},
    tags: Record<string, string> = {},
  ): Promise<string> {
    const { QueueUrl = '' } = await this.#sqs.send(
      new CreateQueueCommand({ QueueName: name, Attributes: attributes, tags }),
    );
    return QueueUrl;
  }

  async deleteQueue(url: string): Promise<void> {
    await this.#sqs.send(new DeleteQueueCommand({ QueueUrl: url }));
  }

  /** A queue whose messages go to `NAME-dlq` after so many receives. */
  async createWithDlq(name: string, maxReceiveCount: number): Promise<string> {
    await this.createQueue(`${name}-dlq`);
    const deadLetterTargetArn = `arn:aws:sqs:${region}:${account}:${name}-dlq`;
    return this.createQueue(name, {
      RedrivePolicy: JSON.stringify({ deadLetterTargetArn, maxReceiveCount }),
    });
  }

  async send(url: string, bodies: readonly string[]): Promise<void> {
    await this.#sqs.send(
      new SendMessageBatchCommand({
        QueueUrl: url,
        Entries: bodies.map((body, at) => ({ Id: String(at), MessageBody: body })),
      }),
    );
  }

  async receive(url: string): Promise<Message[]> {
    const { Messages = [] } = await this.#sqs.send(
      new ReceiveMessageCommand({
        QueueUrl: url,
        MaxNumberOfMessages: 10,
        WaitTimeSeconds: 1,
        MessageAttributeNames: ['All'],
        MessageSystemAttributeNames: ['All'],
      }),
    );
    return Messages;
  }

  /** A consumer that fails every message that it is shown, until none is. */
  async failAll(url: string): Promise<void> {
    for (;;) {
      const { Messages = [] } = await this.#sqs.send(
        new ReceiveMessageCommand({ QueueUrl: url, MaxNumberOfMessages: 10, VisibilityTimeout: 0 }),
      );
      if (Messages.length === 0) return;
    }
  }

  async waiting(url: string): Promise<number> {
    const { Attributes = {} } = await this.#sqs.send(
      new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ['ApproximateNumberOfMessages'] }),
    );
    return Number(Attributes.ApproximateNumberOfMessages);
  }

  /** A topic with one queue subscribed to it, raw, which takes only `kind` = `wanted`. */
  async createTopicWithQueue(topic: string, queue: string): Promise<string> {
    const { TopicArn = '' } = await this.#sns.send(new CreateTopicCommand({ Name: topic }));
    const queueUrl = await this.createQueue(queue);
    const queueArn = `arn:aws:sqs:${region}:${account}:${queue}`;
    const statement = {
      Effect: 'Allow',
      Principal: { Service: 'sns.amazonaws.com' },
      Action: 'sqs:SendMessage',
      Resource: queueArn,
      Condition: { ArnEquals: { 'aws:SourceArn': TopicArn } },
    };
    const Policy = JSON.stringify({ Version: '2012-10-17', Statement: [statement] });
    await this.#sqs.send(new SetQueueAttributesCommand({ QueueUrl: queueUrl, Attributes: { Policy } }));
    const { SubscriptionArn } = await this.#sns.send(
      new SubscribeCommand({
        TopicArn,
        Protocol: 'sqs',
        Endpoint: queueArn,
        ReturnSubscriptionArn: true,
        Attributes: { RawMessageDelivery: 'true' },
      }),
    );
    await this.#sns.send(
      new SetSubscriptionAttributesCommand({
        SubscriptionArn,
        AttributeName: 'FilterPolicy',
        AttributeValue: JSON.stringify({ kind: ['wanted'] }),
      }),
    );
    return queueUrl;
  }

  async deleteTopic(name: string): Promise<void> {
    const TopicArn = `arn:aws:sns:${region}:${account}:${name}`;
    await this.#sns.send(new DeleteTopicCommand({ TopicArn }));
  }

  close(): void {
    this.#sqs.destroy();
    this.#sns.destroy();
  }
}
