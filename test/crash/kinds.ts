import type { Kind } from './world.ts';

/** The redrives that are killed, by the kind of their source: each suite takes them in turn. */
export const fromStandard: readonly Kind[] = [
  { name: 'standard to standard', sourceFifo: false, destinationFifo: false },
  { name: 'standard to FIFO', sourceFifo: false, destinationFifo: true },
];

/** See {@link fromStandard}. */
export const fromFifo: readonly Kind[] = [
  { name: 'FIFO to FIFO', sourceFifo: true, destinationFifo: true },
  { name: 'FIFO to standard', sourceFifo: true, destinationFifo: false },
];
