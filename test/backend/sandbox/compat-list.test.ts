import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { fauxqsDeviations } from '../../compat/fauxqs-deviations.ts';

const folder = path.resolve(import.meta.dirname, '../behaviour');
const source = globSync('**/*.test.ts', { cwd: folder })
  .map((file) => readFileSync(path.join(folder, file), 'utf8'))
  .join('\n');
const escape = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
/** Every text in the suite that may name a behaviour; those made in a loop have `${...}`, which stands for anything. */
const patterns = [...source.matchAll(/(['"`])((?:\\.|(?!\1)[^\\\n])*)\1/g)].flatMap(([, , text = '']) => {
  const parts = text.replaceAll("\\'", "'").split(/\$\{[^}]*\}/);
  if (parts.join('').length < 12) return [];
  return [new RegExp(`^${parts.map((part) => escape(part)).join('.*')}$`, 's')];
});

describe('the list of deviations', () => {
  it('names behaviours that exist', () => {
    expect(patterns.length).toBeGreaterThan(100);
    const unknown = Object.keys(fauxqsDeviations).filter(
      (name) => !patterns.some((pattern) => pattern.test(name)),
    );
    expect(unknown).toEqual([]);
  });

  it('says of each why, and by what source', () => {
    for (const [name, { why, source: by }] of Object.entries(fauxqsDeviations)) {
      expect([name, why.length > 10, by.length > 3]).toEqual([name, true, true]);
    }
  });
});
