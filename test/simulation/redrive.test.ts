import { describe, expect, it } from 'vitest';
import { mutants } from './mutants.ts';
import { runSeed } from './run-seed.ts';
import { isWrong } from './verdict.ts';

// SPILLWAY_SEEDS=5000 looks at more worlds; `node test/simulation/run.ts --seeds N --from SEED` replays one.
const seeds = Number(process.env['SPILLWAY_SEEDS'] ?? 300);

describe('a redrive in a world of faults and crashes', () => {
  it(
    'loses nothing, doubles nothing without saying so, and keeps the order of groups',
    { timeout: 60_000 + seeds * 50 },
    async () => {
      const wrong: unknown[] = [];
      let crashes = 0;
      let messages = 0;
      for (let seed = 1; seed <= seeds; seed += 1) {
        const run = await runSeed(seed);
        crashes += run.crashes;
        messages += run.messages;
        if (isWrong(run)) wrong.push(run);
      }
      expect(wrong).toEqual([]);
      // A world in which nothing happens proves nothing.
      expect(crashes).toBeGreaterThan(seeds / 2);
      expect(messages).toBeGreaterThan(seeds * 5);
    },
  );

  it('is the same each time for the same seed', async () => {
    expect(await runSeed(7)).toEqual(await runSeed(7));
  });

  it.each(Object.entries(mutants))(
    'finds the wrong engine: %s',
    { timeout: 60_000 },
    async (_name, mutant) => {
      for (let seed = 1; seed <= 10_000; seed += 1) {
        if (isWrong(await runSeed(seed, mutant))) return;
      }
      expect.unreachable('no seed found it');
    },
  );
});
