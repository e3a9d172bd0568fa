import type { Page } from '@playwright/test';
import { quantile } from './measurement.ts';

/** Times between the frames of a page, ms. */
export interface Frames {
  p50: number;
  p95: number;
  longest: number;
  /** Frames that took longer than 50 ms: what a person sees as a halt. */
  over50: number;
}

type Recording = { frames: number[]; on: boolean };

/** Records when the page draws, until it is stopped. */
export function readFrames(page: Page): { stop(): Promise<Frames> } {
  const begun = page.evaluate(() => {
    const recording: Recording = { frames: [], on: true };
    Object.assign(window, { recording });
    let last = performance.now();
    const next = (at: number): void => {
      recording.frames.push(at - last);
      last = at;
      if (recording.on) requestAnimationFrame(next);
    };
    requestAnimationFrame(next);
  });
  return {
    async stop() {
      await begun;
      const samples = await page.evaluate(() => {
        const { recording } = window as unknown as { recording: Recording };
        recording.on = false;
        return recording.frames.slice(1);
      });
      return {
        p50: quantile(samples, 0.5),
        p95: quantile(samples, 0.95),
        longest: Math.max(...samples),
        over50: samples.filter((took) => took > 50).length,
      };
    },
  };
}
