import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** Writes the table of servers into README.md, from the outcomes that the runs against them left in `.cache/behaviours`. */
interface Outcomes {
  rows: { result: 'passes' | 'deviates' | 'not comparable'; kind?: 'lacks' | 'differs' }[];
}

const root = path.resolve(import.meta.dirname, '..', '..');
const behaviours = path.join(root, '.cache', 'behaviours');
const servers = { sandbox: 'the sandbox', fauxqs: 'fauxqs', moto: 'moto', elasticmq: 'ElasticMQ' };

/** "12, lacks 3, differs 4": what a server passes of a theme, and how it deviates in the rest. */
function cell(server: string, theme: string): string {
  const file = path.join(behaviours, server, `${theme}.json`);
  if (!existsSync(file)) return '–';
  const { rows } = JSON.parse(readFileSync(file, 'utf8')) as Outcomes;
  const count = (wanted: string): number =>
    rows.filter(({ result, kind }) => (kind ?? result) === wanted).length;
  return ['passes', 'lacks', 'differs']
    .map((kind) => ({ kind, times: count(kind) }))
    .filter(({ kind, times }) => kind === 'passes' || times > 0)
    .map(({ kind, times }) => (kind === 'passes' ? String(times) : `${kind} ${times}`))
    .join(', ');
}

const missing = Object.keys(servers).filter((server) => !existsSync(path.join(behaviours, server)));
if (missing.length > 0) {
  process.stderr.write(
    `No outcomes of ${missing.join(', ')}: run "npm test" and "npm run test:compat" first.\n`,
  );
  process.exit(1);
}
const themes = readdirSync(path.join(behaviours, 'sandbox'))
  .map((file) => path.basename(file, '.json'))
  .sort();
const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
const table = [
  line(['behaviours', ...Object.values(servers)]),
  line(['---', ...Object.keys(servers).map(() => '---')]),
  ...themes.map((theme) =>
    line([theme.replace('-', ': ').replaceAll('-', ' '), ...Object.keys(servers).map((s) => cell(s, theme))]),
  ),
].join('\n');

const file = path.join(root, 'README.md');
const readme = readFileSync(file, 'utf8');
const marks = /<!-- servers -->[^]*<!-- \/servers -->/;
if (!marks.test(readme)) throw new Error('README.md has no place for the table of servers');
writeFileSync(
  file,
  readme.replace(marks, () => `<!-- servers -->\n\n${table}\n\n<!-- /servers -->`),
);
