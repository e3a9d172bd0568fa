import type { Pair } from './queues.ts';

/** What a mover works on. */
export interface Orders extends Pair {
  messages: number;
}

/** What one run took. */
export interface Moved {
  /** Until the last original was deleted. */
  seconds: number;
  /** Until the mover itself said that it is done. */
  endedSeconds: number;
}

/** One way of moving messages from queue to queue. */
export interface Mover {
  move(orders: Orders): Promise<Moved>;
  close(): Promise<void>;
}

/** Times a run that ends with its last delete. */
export async function timedMove(act: () => Promise<void>): Promise<Moved> {
  const start = performance.now();
  await act();
  const seconds = (performance.now() - start) / 1000;
  return { seconds, endedSeconds: seconds };
}
