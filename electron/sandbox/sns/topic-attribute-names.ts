const FEEDBACK = ['HTTP', 'Firehose', 'Lambda', 'Application', 'SQS'].flatMap((protocol) => [
  `${protocol}SuccessFeedbackRoleArn`,
  `${protocol}SuccessFeedbackSampleRate`,
  `${protocol}FailureFeedbackRoleArn`,
]);

/** Attributes that every topic can be given. */
export const ANY_TOPIC = [
  'DisplayName',
  'Policy',
  'DeliveryPolicy',
  'MaximumMessageSize',
  'KmsMasterKeyId',
  'SignatureVersion',
  'TracingConfig',
  ...FEEDBACK,
];

/** Attributes that only FIFO topics can be given. */
export const FIFO_ONLY = ['ContentBasedDeduplication', 'FifoThroughputScope', 'ArchivePolicy'];
