import type { Deviation } from './deviation.ts';
import { deliveryDeviations } from './moto-delivery-deviations.ts';
import { snsDeviations } from './moto-sns-deviations.ts';
import { sqsDeviations } from './moto-sqs-deviations.ts';

/** moto 5.2.5, by the name of the behaviour. */
export const motoDeviations: Readonly<Record<string, Deviation>> = {
  ...sqsDeviations,
  ...snsDeviations,
  ...deliveryDeviations,
};
