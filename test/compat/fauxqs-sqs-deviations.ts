import type { Deviation } from './fauxqs-deviations.ts';

/** Behaviours of SQS that fauxqs does not have. */
export const sqsDeviations: Readonly<Record<string, Deviation>> = {};
