import type { DeliveryLogging, LoggedProtocol, TopicSettings } from '../contract/topics.ts';
import { type Attributes, readNumber } from './attribute-texts.ts';

/** The protocols whose deliveries can be logged, as SNS writes them into attribute names. [SNS DG sns-topic-attributes] */
export const loggedProtocols: readonly LoggedProtocol[] = [
  'HTTP',
  'Firehose',
  'Lambda',
  'Application',
  'SQS',
];

/** The protocols whose deliveries are logged, with what is set of each. */
export function readLogging(attributes: Attributes): NonNullable<TopicSettings['logging']> {
  const logging: NonNullable<TopicSettings['logging']> = {};
  for (const protocol of loggedProtocols) {
    const one: DeliveryLogging = {};
    const rate = readNumber(attributes[`${protocol}SuccessFeedbackSampleRate`]);
    const [success, failure] = [
      attributes[`${protocol}SuccessFeedbackRoleArn`],
      attributes[`${protocol}FailureFeedbackRoleArn`],
    ];
    if (success) one.successRole = success;
    if (rate !== undefined) one.sampleRate = rate;
    if (failure) one.failureRole = failure;
    if (Object.keys(one).length > 0) logging[protocol] = one;
  }
  return logging;
}
