import { repeatLimit } from '../../../electron/contract/messages-send.ts';

/** What is wrong with the number of repeats; null when nothing is. */
export const timesFault = (text: string): 'times' | null =>
  /^\d+$/.test(text) && Number(text) >= 1 && Number(text) <= repeatLimit ? null : 'times';

/** What is wrong with a rate; empty is none. */
export const rateFault = (text: string): 'rate' | null =>
  text === '' || (/^\d+(\.\d+)?$/.test(text) && Number(text) > 0 && Number(text) <= 10_000) ? null : 'rate';

/** The rate as a run takes it. */
export const toRate = (text: string): number | undefined => (text === '' ? undefined : Number(text));
