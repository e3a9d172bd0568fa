import type { Kind } from './world.ts';

/** The redrives that are killed, by the kind of their source: each suite takes them in turn. */
export const fromStandard: readonly Kind[] = [
  { name: 'standard to standard', sourceFifo: false, destinationFifo: false },
  { name: 'standard to FIFO', sourceFifo: false, destinationFifo: true },
  {
    name: 'some of a standard queue, changed on the way',
    sourceFifo: false,
    destinationFifo: false,
    args: ['--where', '$number($substringBefore($, "|")) % 4 > 0', '--transform', '$ & " mended"'],
    isChosen: ({ number }) => number % 4 > 0,
    expected: (letter) => ({ ...letter, body: `${letter.body} mended` }),
  },
  { name: 'standard, parked and restored', sourceFifo: false, destinationFifo: false, park: true },
];

/** See {@link fromStandard}. */
export const fromFifo: readonly Kind[] = [
  { name: 'FIFO to FIFO', sourceFifo: true, destinationFifo: true },
  { name: 'FIFO to standard', sourceFifo: true, destinationFifo: false },
  {
    name: 'FIFO to FIFO in stages, changed on the way',
    sourceFifo: true,
    destinationFifo: true,
    args: ['--stages', '1,5,30', '--settle', '5', '--transform', '$ & " mended"'],
    expected: (letter) => ({ ...letter, body: `${letter.body} mended` }),
  },
  { name: 'FIFO, parked and restored', sourceFifo: true, destinationFifo: true, park: true },
];
