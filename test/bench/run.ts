import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { cpus, totalmem } from 'node:os';
import type { Measurement } from './measurement.ts';

/** `npm run bench -- NAME`: prints a table and writes `.cache/bench/NAME.json`. */
const benches: Record<string, () => Promise<{ run(): Promise<Measurement[]> }>> = {
  captures: () => import('./captures.ts'),
  groups: () => import('./groups.ts'),
  rpc: () => import('./rpc.ts'),
  'first-load': () => import('./first-load.ts'),
  sandbox: () => import('./sandbox.ts'),
  peek: () => import('./peek.ts'),
  queues: () => import('./queues.ts'),
  lines: () => import('./lines.ts'),
  redrive: () => import('./redrive.ts'),
};

const [name] = process.argv.slice(2);
const load = name === undefined ? undefined : benches[name];
if (!name || !load) {
  process.stderr.write(`Name a benchmark: ${Object.keys(benches).join(', ')}.\n`);
  process.exit(2);
}

const rows = await (await load()).run();
process.stdout.write(`\n${name}, Node ${process.versions.node}, ${cpus().length} cores\n\n`);
const widths = { what: 0, value: 0 };
const text = rows.map((row) => ({ ...row, shown: `${format(row.value)} ${row.unit}` }));
for (const row of text) {
  widths.what = Math.max(widths.what, row.what.length);
  widths.value = Math.max(widths.value, row.shown.length);
}
for (const row of text) {
  process.stdout.write(
    `${row.what.padEnd(widths.what)}  ${row.shown.padStart(widths.value)}  ${row.note ?? ''}\n`,
  );
}

const folder = path.resolve(import.meta.dirname, '..', '..', '.cache', 'bench');
mkdirSync(folder, { recursive: true });
const file = path.join(folder, `${name}.json`);
const machine = {
  node: process.versions.node,
  cores: cpus().length,
  memoryBytes: totalmem(),
  at: Date.now(),
};
writeFileSync(file, `${JSON.stringify({ name, machine, rows }, null, 2)}\n`);
process.stdout.write(`\nWritten to ${path.relative(process.cwd(), file)}\n`);
process.exit(0);

function format(value: number): string {
  return value >= 100
    ? Math.round(value).toLocaleString('en')
    : value.toLocaleString('en', { maximumFractionDigits: 2 });
}
