import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { quantile, type Measurement } from './measurement.ts';

const root = path.resolve(import.meta.dirname, '..', '..');

/** Lines per source file: how readable the house is. */
export async function run(): Promise<Measurement[]> {
  const sizes = ['electron', 'renderer'].flatMap((folder) =>
    readdirSync(path.join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.(ts|vue)$/.test(entry.name))
      .map((entry) => {
        const file = path.join(entry.parentPath, entry.name);
        return {
          file: path.relative(root, file),
          lines: readFileSync(file, 'utf8').trimEnd().split('\n').length,
        };
      }),
  );
  const lines = sizes.map((size) => size.lines);
  const longest = sizes.reduce((a, b) => (b.lines > a.lines ? b : a));
  return [
    { what: 'files', value: sizes.length, unit: 'files' },
    { what: 'median', value: quantile(lines, 0.5), unit: 'lines' },
    { what: 'p90', value: quantile(lines, 0.9), unit: 'lines' },
    { what: 'longest', value: longest.lines, unit: 'lines', note: longest.file },
    { what: 'all', value: lines.reduce((a, b) => a + b, 0), unit: 'lines' },
  ];
}
