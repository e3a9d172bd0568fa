import type { Deviation } from './deviation.ts';
import { messageDeviations } from './elasticmq-message-deviations.ts';
import { queueDeviations } from './elasticmq-queue-deviations.ts';

/** ElasticMQ 1.7.1, by the name of the behaviour. */
export const elasticmqDeviations: Readonly<Record<string, Deviation>> = {
  ...queueDeviations,
  ...messageDeviations,
};
