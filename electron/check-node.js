// Plain JavaScript that any Node can read: it starts the TypeScript file named first, in this very process.
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const [program, ...rest] = process.argv.slice(2);
if (Number(process.versions.node.split('.')[0]) < 24) {
  process.stderr.write(
    `Spillway needs Node 24 or newer; this is ${process.version} (${process.platform}-${process.arch}).\n` +
      'Where "npm ci" finds a Node for the platform it is node_modules/.bin/node, and npm scripts use it by\n' +
      'themselves. It found none here: install Node 24 (https://nodejs.org), then try again.\n',
  );
  process.exit(1);
}
// Named only here: an older Node has no such export and would fail before its message. It halves every later start.
const { enableCompileCache } = await import('node:module');
enableCompileCache();
const file = path.resolve(program ?? '');
process.argv = [process.argv[0] ?? 'node', file, ...rest];
await import(pathToFileURL(file).href);
