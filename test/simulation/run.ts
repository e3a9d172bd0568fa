import { parseArgs } from 'node:util';
import { mutants } from './mutants.ts';
import { runSeed } from './run-seed.ts';
import { isWrong } from './verdict.ts';

// node test/simulation/run.ts --seeds 5000 [--from 1] [--rough] [--mutant NAME | --mutants]
const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '1000' },
    from: { type: 'string', default: '1' },
    mutant: { type: 'string' },
    rough: { type: 'boolean', default: false },
    mutants: { type: 'boolean', default: false },
  },
});
const rough = { slowDisk: 0.08, stall: 0.08, lostAnswer: 0.2 };
const from = Number(values.from);
const names = values.mutants ? Object.keys(mutants) : [values.mutant];

for (const name of names) {
  const mutant = name === undefined ? undefined : mutants[name];
  const sums = { lost: 0, doubles: 0, disorder: 0, broken: 0, crashes: 0, messages: 0, wrongSeeds: 0 };
  let first: number | null = null;
  const start = performance.now();
  for (let seed = from; seed < from + Number(values.seeds); seed += 1) {
    const run = await runSeed(seed, mutant ?? (values.rough ? { troubles: rough } : {}));
    for (const key of ['lost', 'doubles', 'disorder', 'broken'] as const) sums[key] += run[key].length;
    sums.crashes += run.crashes;
    sums.messages += run.messages;
    if (!isWrong(run)) continue;
    sums.wrongSeeds += 1;
    first ??= seed;
    if (!mutant) process.stdout.write(`${JSON.stringify(run)}\n`);
  }
  const took = `${((performance.now() - start) / 1000).toFixed(1)} s`;
  process.stdout.write(`${name ?? 'the engine'}: ${JSON.stringify({ ...sums, first, took })}\n`);
}
