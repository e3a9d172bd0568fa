import type { Deviation } from './fauxqs-deviations.ts';

/** Behaviours of SNS that fauxqs does not have. */
export const snsDeviations: Readonly<Record<string, Deviation>> = {};
