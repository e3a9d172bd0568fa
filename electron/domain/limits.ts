const KIB = 1024;
const MIB = 1024 * KIB;
const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** A range of whole numbers, both ends allowed, and what holds when nothing was set. */
export interface Range {
  min: number;
  max: number;
  default: number;
}

/** Name suffix of FIFO queues and topics. */
export const FIFO_SUFFIX = '.fifo';

/** Queue attributes that take a whole number, by their AWS name; seconds, `MaximumMessageSize` in bytes. [SQS API CreateQueue] */
export const QUEUE_ATTRIBUTE_RANGES = {
  DelaySeconds: { min: 0, max: 15 * MINUTE, default: 0 },
  MaximumMessageSize: { min: KIB, max: MIB, default: MIB },
  MessageRetentionPeriod: { min: MINUTE, max: 14 * DAY, default: 4 * DAY },
  ReceiveMessageWaitTimeSeconds: { min: 0, max: 20, default: 0 },
  VisibilityTimeout: { min: 0, max: 12 * HOUR, default: 30 },
  KmsDataKeyReusePeriodSeconds: { min: MINUTE, max: DAY, default: 5 * MINUTE },
} as const satisfies Record<string, Range>;

/** Limits of Amazon SQS. Sizes in bytes, durations in seconds. [SQS DG quotas; API reference] */
export const SQS = {
  queueNameLength: 80,
  messageSize: MIB,
  /** All entries of one batch together. */
  batchSize: MIB,
  batchEntries: 10,
  batchIdLength: 80,
  receiveBatch: 10,
  longPollSeconds: 20,
  messageAttributes: 10,
  attributeNameLength: 256,
  attributeTypeLength: 256,
  groupIdLength: 128,
  deduplicationIdLength: 128,
  deduplicationWindowSeconds: 5 * MINUTE,
  receiveAttemptIdLength: 128,
  receiveAttemptSeconds: 5 * MINUTE,
  visibilitySeconds: 12 * HOUR,
  /** Above it a short poll of a standard queue answers OverLimit; a FIFO queue answers nothing. */
  inFlight: 120_000,
  /** How many messages a FIFO queue searches for an unlocked group. */
  fifoLookAhead: 120_000,
  listQueuesPage: 1000,
  purgeIntervalSeconds: MINUTE,
  nameReuseSeconds: MINUTE,
  deleteSeconds: MINUTE,
  maxReceiveCount: 1000,
  redriveAllowSources: 10,
  tags: 50,
  tagKeyLength: 128,
  tagValueLength: 256,
  labelLength: 80,
  actionsPerStatement: 7,
  policySize: 8192,
  policyStatements: 20,
  policyPrincipals: 50,
  policyConditions: 10,
  /** Message move tasks. */
  moveTaskRate: 500,
  moveTasksPerAccount: 100,
  moveTaskSeconds: 36 * HOUR,
  moveTaskHistory: 10,
  /** A started chunk of payload is one billed request. */
  billedChunk: 64 * KIB,
} as const;

/** Limits of Amazon SNS. Sizes in bytes, durations in seconds. [SNS General Reference; API reference] */
export const SNS = {
  topicNameLength: 256,
  /** MaximumMessageSize of a topic; above the default it takes SQS, Firehose and Lambda subscriptions only. */
  messageSize: { min: KIB, max: MIB, default: 256 * KIB } satisfies Range,
  /** Subscriptions allowed on a topic whose MaximumMessageSize is above the default, and on a FIFO topic. */
  fewSubscriptions: 100,
  batchEntries: 10,
  batchIdLength: 80,
  subjectLength: 100,
  /** Attribute names stay below it, in bytes. */
  attributeNameBytes: 256,
  /** Raw delivery to SQS discards a message with more attributes. */
  rawDeliveryAttributes: 10,
  groupIdLength: 128,
  deduplicationIdLength: 128,
  deduplicationWindowSeconds: 5 * MINUTE,
  listPage: 100,
  tags: 50,
  tagKeyLength: 128,
  tagValueLength: 256,
  policySize: 30 * KIB,
  policyStatements: 100,
  policyPrincipals: 200,
  archiveDays: { min: 1, max: 365 },
  /** ListTagsForResource, hard for an account is 10: some are left for others. */
  tagReadsPerSecond: 8,
  /** Sample rate of delivery status logging. */
  loggedPercent: { min: 0, max: 100 },
  filterPoliciesPerTopic: 200,
  filterPoliciesPerAccount: 10_000,
  filterPolicyPropagationSeconds: 15 * MINUTE,
  confirmationTokenSeconds: 2 * DAY,
  billedChunk: 64 * KIB,
} as const;

/** Limits of one subscription filter policy. [SNS DG subscription-filter-policy-constraints] */
export const FILTER_POLICY = {
  size: 256 * KIB,
  keys: 5,
  combinations: 150,
  wildcardsPerPattern: 3,
  wildcardPoints: 100,
  number: { min: -1e9, max: 1e9, decimals: 5 },
} as const;
