import { snsDeviations } from './fauxqs-sns-deviations.ts';
import { sqsDeviations } from './fauxqs-sqs-deviations.ts';

/** Where an independent server does not do what AWS does. */
export interface Deviation {
  /** `lacks`: the action or attribute is not there; `differs`: it is there and does something else. */
  kind: 'lacks' | 'differs';
  /** What it does instead. */
  why: string;
  /** What says how AWS does it. */
  source: string;
}

/** fauxqs 2.4.1, by the name of the behaviour. */
export const fauxqsDeviations: Readonly<Record<string, Deviation>> = { ...sqsDeviations, ...snsDeviations };
