import { spawn } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';

const root = path.resolve(import.meta.dirname, '..');
const bin = path.join(root, 'node_modules', '.bin');
const results = path.join(root, '.cache', 'results');

interface Outcome {
  ok: boolean;
  seconds: number;
}

/** One step of `npm test`: the commands in it run side by side, as many as the machine has cores. */
type Commands = ReadonlyArray<readonly [command: string, ...args: string[]]>;

const vitest = (suite: string, ...projects: string[]): Commands => [
  [
    'vitest',
    'run',
    '--config',
    'test/vitest.config.ts',
    ...projects.flatMap((project) => ['--project', project]),
    '--reporter',
    'default',
    '--reporter',
    'json',
    '--outputFile.json',
    path.join(results, `${suite}.json`),
  ],
];

const checks = {
  types: [
    ['vue-tsc', '-p', 'renderer/tsconfig.json'],
    ['tsc', '-p', 'test/tsconfig.json'],
    ['tsc', '-p', 'electron/tsconfig.node.json'],
    ['tsc', '-p', 'electron/tsconfig.main.json'],
    ['tsc', '-p', 'electron/tsconfig.pure.json'],
  ],
  lint: [['eslint', '--config', 'test/eslint.config.js', '--max-warnings', '0', '.']],
  format: [['prettier', '--check', '--log-level', 'warn', '.']],
} as const satisfies Record<string, Commands>;

const steps: Record<string, Commands> = {
  ...checks,
  // Together, the longest first, so that no core waits for another's last one.
  check: [...checks.lint, ...checks.types, ...checks.format],
  unit: vitest('unit', 'unit'),
  renderer: vitest('renderer', 'renderer'),
  build: [['electron-vite', 'build', '--logLevel', 'warn']],
  e2e: [['playwright', 'test', '--config', 'test/e2e/playwright.config.ts']],
  fauxqs: vitest('fauxqs', 'fauxqs'),
  moto: vitest('moto', 'moto'),
  elasticmq: vitest('elasticmq', 'elasticmq'),
  electron: vitest('electron', 'electron'),
  crash: vitest('crash', 'crash'),
  simulation: vitest('simulation', 'simulation'),
};

/** `--rounds` and `--seed` are of the crash suite, `--seeds` of the simulation. */
function readArguments(): { names: string[]; env: Record<string, string> } {
  const one = { type: 'string' } as const;
  const { values, positionals } = parseArgs({
    options: { rounds: one, seed: one, seeds: one },
    allowPositionals: true,
  });
  const given = {
    SPILLWAY_CRASH_ROUNDS: values.rounds,
    SPILLWAY_CRASH_SEED: values.seed,
    SPILLWAY_SEEDS: values.seeds ?? (positionals.includes('simulation') ? '10000' : undefined),
  };
  const env: Record<string, string> = {};
  for (const [name, value] of Object.entries(given)) {
    if (value === undefined) continue;
    if (!/^[1-9]\d*$/.test(value)) throw new TypeError(`${value} is no whole number above zero.`);
    env[name] = value;
  }
  return { names: positionals, env };
}

function run([command, ...args]: Commands[number], env: Record<string, string>): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn(path.join(bin, command), args, {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit'],
      shell: process.platform === 'win32',
      env: {
        ...process.env,
        PATH: `${bin}${path.delimiter}${process.env.PATH ?? ''}`,
        ...env,
        SPILLWAY_RESULTS: results,
        // Every test file has a process of its own, and each would compile the SDK anew.
        NODE_COMPILE_CACHE: path.join(root, '.cache', 'compiled'),
      },
    });
    child.on('error', (error) => {
      process.stderr.write(`${command} could not be started: ${error.message}\nRun "npm ci" first.\n`);
      resolve(false);
    });
    child.on('close', (code) => resolve(code === 0));
  });
}

async function runAll(commands: Commands, env: Record<string, string>): Promise<boolean> {
  const waiting = [...commands];
  let ok = true;
  const lane = async (): Promise<void> => {
    for (let next = waiting.shift(); next; next = waiting.shift()) ok = (await run(next, env)) && ok;
  };
  await Promise.all(Array.from({ length: Math.min(commands.length, availableParallelism()) }, lane));
  return ok;
}

let given: ReturnType<typeof readArguments>;
try {
  given = readArguments();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(2);
}
const { names, env } = given;
const unknown = names.filter((name) => !(name in steps));
if (names.length === 0 || unknown.length > 0) {
  process.stderr.write(
    `Steps are: ${Object.keys(steps).join(', ')}.${unknown.length > 0 ? ` Not known: ${unknown.join(', ')}.` : ''}\n`,
  );
  process.exit(2);
}
const major = Number(process.versions.node.split('.')[0]);
if (major < 24) {
  process.stderr.write(
    `Node 24 is needed, this is ${process.version}. "npm ci" brings it as node_modules/.bin/node on most platforms.\n`,
  );
  process.exit(2);
}

mkdirSync(results, { recursive: true });
const outcomes = new Map<string, Outcome>();
// A later step stands on an earlier one only where it says so: the browser tests need the build.
for (const name of names) {
  rmSync(path.join(results, `${name}.json`), { force: true });
  if (name === 'e2e' && outcomes.get('build')?.ok === false) continue;
  process.stdout.write(`\n== ${name}\n`);
  const start = performance.now();
  const ok = await runAll(steps[name] ?? [], env);
  outcomes.set(name, { ok, seconds: (performance.now() - start) / 1000 });
}

process.stdout.write('\n');
for (const [name, { ok, seconds }] of outcomes) {
  process.stdout.write(`${ok ? 'ok    ' : 'FAILED'} ${name} (${seconds.toFixed(1)} s)\n`);
}
process.exit([...outcomes.values()].every((outcome) => outcome.ok) ? 0 : 1);
