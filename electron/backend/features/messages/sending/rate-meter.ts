import type { Clock } from '../../../../domain/clock.ts';

/** Messages a second, from what was counted. */
export interface RateMeter {
  add(messages: number): void;
  /** Over the last five seconds, or since the beginning when that is later. */
  lately(): number;
  /** From the beginning to the last that was counted. */
  overall(): number;
}

const window = 5000;

/** Makes a meter that begins now. */
export function createRateMeter(clock: Clock): RateMeter {
  const begun = clock.now();
  let recent: Array<{ at: number; messages: number }> = [];
  let [all, last] = [0, begun];
  const rate = (messages: number, ms: number): number => (ms > 0 ? (messages * 1000) / ms : 0);
  return {
    add(messages) {
      last = clock.now();
      all += messages;
      const from = last - window;
      if ((recent[0]?.at ?? last) < from - window) recent = recent.filter(({ at }) => at >= from);
      recent.push({ at: last, messages });
    },
    lately() {
      const from = Math.max(begun, clock.now() - window);
      const sum = recent.reduce((total, { at, messages }) => total + (at >= from ? messages : 0), 0);
      return rate(sum, clock.now() - from);
    },
    overall: () => rate(all, last - begun),
  };
}
