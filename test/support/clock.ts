import { createSettableClock, type SettableClock } from '../../electron/sandbox/clock.ts';

/** A clock that stands still until it is moved. */
export interface HeldClock extends SettableClock {
  /** Moves ahead in small steps and lets everything that waits on promises run in between. */
  pass(ms: number, step?: number): Promise<void>;
}

/** Makes a clock held at a round moment. */
export function createHeldClock(start = 1_750_000_000_000): HeldClock {
  const clock = createSettableClock(start, true);
  return {
    ...clock,
    async pass(ms, step = 50) {
      await settle();
      for (let passed = 0; passed < ms; passed += step) {
        clock.advance(Math.min(step, ms - passed));
        await settle();
      }
    },
  };
}

/** Lets promises and pending callbacks run until nothing more is ready. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setImmediate(resolve));
}
