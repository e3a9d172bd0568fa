import type { Deviation } from './deviation.ts';
import { snsDeviations } from './fauxqs-sns-deviations.ts';
import { sqsDeviations } from './fauxqs-sqs-deviations.ts';

/** fauxqs 2.4.1, by the name of the behaviour. */
export const fauxqsDeviations: Readonly<Record<string, Deviation>> = { ...sqsDeviations, ...snsDeviations };
