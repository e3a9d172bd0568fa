/** One line of a benchmark's table. */
export interface Measurement {
  what: string;
  value: number;
  unit: string;
  note?: string;
}

/** The value below which `share` of the samples lie. */
export function quantile(samples: readonly number[], share: number): number {
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

/** Runs `act` `times` times after a warm-up, and gives the milliseconds of each. */
export async function timed(times: number, act: () => Promise<unknown>): Promise<number[]> {
  for (let i = 0; i < Math.min(20, times); i += 1) await act();
  const samples: number[] = [];
  for (let i = 0; i < times; i += 1) {
    const start = performance.now();
    await act();
    samples.push(performance.now() - start);
  }
  return samples;
}
