/** What somebody may want to do with the console; each needs IAM actions of its own. */
export const featureSets = [
  /** List queues and see their attributes, counts, tags and sources. */
  'browse',
  /** Receive messages to look at them, and give them back. */
  'peek',
  'send',
  /** Create, edit, tag, purge and delete queues, and delete messages. */
  'manageQueues',
  /** Move messages out of dead-letter queues, by AWS's own tasks or one by one. */
  'redrive',
  /** List topics and subscriptions and see their attributes. */
  'topics',
  /** Create, edit, tag and delete topics. */
  'manageTopics',
  'publish',
  /** Subscribe, confirm, unsubscribe and edit filter policies. */
  'filters',
  /** Archive a FIFO topic and replay from it. */
  'replay',
  'metrics',
  'schedules',
] as const;

/** See {@link featureSets}. */
export type FeatureSet = (typeof featureSets)[number];
