import { parseArn } from '../../domain/arn.ts';
import { SNS } from '../../domain/limits.ts';
import type { Topic } from './model.ts';
import { invalidParameter, refused } from './refusals.ts';
import { maximumSizeOf, takesLarge } from './maximum-size.ts';

const PROTOCOLS = ['http', 'https', 'email', 'email-json', 'sms', 'sqs', 'application', 'lambda', 'firehose'];

/** Checks that protocol and endpoint fit each other and the topic, with AWS's wording. [SNS API Subscribe] */
export function checkEndpoint(topic: Topic, protocol: string, endpoint: string): void {
  if (!PROTOCOLS.includes(protocol))
    throw invalidParameter(`Amazon SNS does not support this protocol string: ${protocol}`);
  if ((protocol === 'http' || protocol === 'https') && !endpoint.startsWith(`${protocol}://`))
    throw invalidParameter('Endpoint must match the specified protocol');
  if (protocol.startsWith('http') && !URL.canParse(endpoint)) throw invalidParameter('Unable to parse URL');
  if (protocol === 'sms' && !isPhoneNumber(endpoint))
    throw refused('InvalidParameter', `Invalid SMS endpoint: ${endpoint}`);
  if (protocol.startsWith('email') && !/^[^\s@]+@[^\s@]+$/.test(endpoint))
    throw invalidParameter('Email address');
  if (protocol === 'sqs' && parseArn(endpoint)?.service !== 'sqs') throw invalidParameter('SQS endpoint ARN');
  if (protocol === 'lambda' && parseArn(endpoint)?.service !== 'lambda')
    throw invalidParameter('Lambda endpoint ARN');
  if (protocol === 'firehose' && parseArn(endpoint)?.service !== 'firehose')
    throw invalidParameter('Firehose endpoint ARN');
  if (protocol === 'application' && parseArn(endpoint)?.service !== 'sns')
    throw invalidParameter('ApplicationEndpoint ARN');
  if (protocol === 'sqs' && endpoint.endsWith('.fifo') && !topic.fifo)
    throw invalidParameter(
      'Invalid parameter: Endpoint Reason: FIFO SQS Queues can not be subscribed to standard SNS topics',
    );
  if (topic.fifo && protocol !== 'sqs') throw invalidParameter(`Invalid protocol type: ${protocol}`);
  checkRoom(topic, protocol);
}

/** A number in E.164 form. */
export function isPhoneNumber(text: string): boolean {
  return /^\+?[1-9]\d{1,14}$/.test(text);
}

function checkRoom(topic: Topic, protocol: string): void {
  const large = maximumSizeOf(topic) > SNS.messageSize.default;
  if (large && !takesLarge(protocol))
    throw invalidParameter(
      `Protocol Reason: a topic whose MaximumMessageSize is above ${SNS.messageSize.default} bytes takes the protocols sqs, lambda and firehose only`,
    );
  if ((topic.fifo || large) && topic.subscriptions.size >= SNS.fewSubscriptions)
    throw refused('SubscriptionLimitExceeded', 'Subscription limit exceeded for the topic', 403);
}
