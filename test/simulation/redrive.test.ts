import { describe, expect, it } from 'vitest';
import { mutants } from './mutants.ts';
import { runSeed } from './run-seed.ts';
import { isWrong } from './verdict.ts';

// SPILLWAY_SEEDS=10000 looks at more worlds; `node test/simulation/run.ts --seeds 1 --from SEED` replays one.
const seeds = Number(process.env['SPILLWAY_SEEDS'] ?? 500);

describe('a redrive in a world of faults and crashes', () => {
  it(
    'loses nothing, doubles nothing without saying so, and keeps the order of groups',
    { timeout: 60_000 + seeds * 50 },
    async () => {
      const wrong: unknown[] = [];
      let crashes = 0;
      let messages = 0;
      let pauses = 0;
      for (let seed = 1; seed <= seeds; seed += 1) {
        const run = await runSeed(seed);
        crashes += run.crashes;
        messages += run.messages;
        pauses += run.pauses;
        if (!isWrong(run)) continue;
        wrong.push(run);
        process.stdout.write(`${JSON.stringify(run)}\n`);
      }
      process.stdout.write(`${JSON.stringify({ seeds, crashes, pauses, messages, wrong: wrong.length })}\n`);
      expect(wrong).toEqual([]);
      // A world in which nothing happens proves nothing.
      expect(crashes).toBeGreaterThan(seeds / 2);
      expect(messages).toBeGreaterThan(seeds * 5);
      expect(pauses).toBeGreaterThan(seeds / 10);
    },
  );

  it('makes no call at all once the journal has refused, as on a full disk', async () => {
    const late: string[] = [];
    let refused = 0;
    for (let seed = 1; seed <= 20; seed += 1) {
      let writes = 0;
      let full = false;
      await runSeed(seed, {
        calm: true,
        mutation: (parts) => {
          const watched =
            <Args extends unknown[], Result>(name: string, call: (...args: Args) => Result) =>
            (...args: Args): Result => {
              if (full) late.push(`${name} in seed ${seed}`);
              return call(...args);
            };
          const { send, remove, hide } = parts.transport;
          return {
            ...parts,
            transport: {
              ...parts.transport,
              send: watched('send', send),
              remove: watched('remove', remove),
              hide: watched('hide', hide),
            },
            journal: {
              ...parts.journal,
              write(items, tally) {
                writes += 1;
                full ||= writes > seed % 7;
                if (full) throw new Error('database or disk is full');
                parts.journal.write(items, tally);
              },
            },
          };
        },
      });
      // A redrive of a few messages may be over before that write.
      if (full) refused += 1;
    }
    expect(late).toEqual([]);
    expect(refused).toBeGreaterThan(10);
  });

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
