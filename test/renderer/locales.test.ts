import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'vue/compiler-sfc';
import { createI18n } from 'vue-i18n';
import { describe, expect, it } from 'vitest';
import { failureCodes } from '../../electron/contract/failure.ts';
import en from '../../renderer/locales/en.json';
import ko from '../../renderer/locales/ko.json';

type Tree = { [key: string]: string | Tree };
const root = path.resolve(import.meta.dirname, '../../renderer');

const flatten = (tree: Tree, prefix = ''): [string, string][] =>
  Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string'
      ? [[`${prefix}${key}`, value] as [string, string]]
      : flatten(value, `${prefix}${key}.`),
  );
const english = new Map(flatten(en));
const korean = new Map(flatten(ko));

const files = readdirSync(root, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && /\.(vue|ts)$/.test(entry.name))
  .map((entry) => path.join(entry.parentPath, entry.name));
const tops = Object.keys(en).join('|');

/** Keys that stand in a source as they are, and patterns of keys that are put together. */
function keysIn(text: string): { plain: string[]; patterns: RegExp[] } {
  const plain = [...text.matchAll(new RegExp(`(['"])((?:${tops})\\.[\\w.-]+)\\1`, 'g'))].map(
    (match) => match[2] ?? '',
  );
  const patterns: RegExp[] = [];
  for (const [, body = ''] of text.matchAll(new RegExp(`\`((?:${tops})\\.[^\`]*)\``, 'g'))) {
    const escaped = body.split(/\$\{[^}]*\}/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
    if (/^[\w.\-\\]*$/.test(escaped.join(''))) patterns.push(new RegExp(`^${escaped.join('[\\w.-]+?')}$`));
  }
  return { plain, patterns };
}
/** Strings that look like keys and are none: names of files and the contract's procedures. */
const isKeyCall = (text: string, key: string): boolean =>
  new RegExp(`\\bt\\(\\s*['"]${key.replaceAll('.', '\\.')}['"]`).test(text);

const sources = files.map((file) => ({ file: path.relative(root, file), text: readFileSync(file, 'utf8') }));
/** A source without its comments, which name procedures as keys are named. */
const code = (text: string): string => text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|\s)\/\/.*$/gm, '');
const used = sources.map(({ file, text }) => ({ file, text, ...keysIn(code(text)) }));

describe('the locales', () => {
  it('hold the same keys in both languages', () => {
    expect([...korean.keys()].filter((key) => !english.has(key))).toEqual([]);
    expect([...english.keys()].filter((key) => !korean.has(key))).toEqual([]);
  });

  it('hold every key that the page asks for', () => {
    const missing = used.flatMap(({ file, text, plain, patterns }) => [
      ...plain.filter((key) => isKeyCall(text, key) && !english.has(key)).map((key) => `${file}: ${key}`),
      ...patterns
        .filter((pattern) => ![...english.keys()].some((key) => pattern.test(key)))
        .map((pattern) => `${file}: ${pattern.source}`),
    ]);
    expect(missing).toEqual([]);
  });

  it('hold no key that the page never asks for', () => {
    const plain = new Set(used.flatMap((each) => each.plain));
    const patterns = used.flatMap((each) => each.patterns);
    const unused = [...english.keys()].filter(
      (key) => !plain.has(key) && !patterns.some((pattern) => pattern.test(key)),
    );
    expect(unused).toEqual([]);
  });

  it('say what to do about every failure', () => {
    for (const code of failureCodes) {
      expect(english.has(`failure.${code}.title`) && english.has(`failure.${code}.act`), code).toBe(true);
    }
    expect(Object.keys(en.failure).sort()).toEqual([...failureCodes].sort());
  });

  it('name the same values in both languages', () => {
    const names = (text: string): string[] =>
      [...new Set([...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? ''))].sort();
    const differing = [...english].filter(
      ([key, text]) => String(names(text)) !== String(names(korean.get(key) ?? '')),
    );
    // A sentence may leave out a number that its grammar does not need, never name one that is not given.
    expect(
      differing.filter(([key, text]) =>
        names(korean.get(key) ?? '').some((name) => !names(text).includes(name)),
      ),
    ).toEqual([]);
  });

  it('can be understood by the message compiler', () => {
    const i18n = createI18n({ legacy: false, locale: 'en', messages: { en, ko } as Record<string, Tree> });
    for (const language of ['en', 'ko']) {
      for (const key of english.keys()) {
        const said = i18n.global.t(key, { n: '1' }, { locale: language });
        expect(said, `${language} ${key}`).not.toBe(key);
        expect(said.trim(), `${language} ${key}`).not.toBe('');
      }
    }
  });

  it('are in the language they claim', () => {
    const words = (text: string): boolean => /[A-Za-z]{3,} [a-z]{3,} [a-z]{2,}/.test(text);
    expect(
      [...english].filter(([key, text]) => /\p{Script=Hangul}/u.test(text) && key !== 'settings.language.ko'),
    ).toEqual([]);
    expect([...korean].filter(([, text]) => words(text) && !/\p{Script=Hangul}/u.test(text))).toEqual([]);
  });
});

interface Node {
  type: number;
  content?: string;
  tag?: string;
  props?: { type: number; name: string; value?: { content: string } }[];
  children?: Node[];
  branches?: Node[];
}
const spoken = new Set(['aria-label', 'title', 'placeholder', 'alt', 'label', 'hint', 'why']);
/** Names that AWS writes alike in every language. */
const names = /\b(DLQ|FIFO|ARN|URL|JSON|SSE-(KMS|SQS)|MD5|ID|AWS|CLI)\b/g;
const isWords = (text: string): boolean => /\p{L}{2,}/u.test(text.replace(names, ''));

/** Words in a template that no locale knows. Keys, code and units on the keyboard are the same everywhere. */
function hardCoded(node: Node, found: string[] = []): string[] {
  if (node.tag === 'kbd' || node.tag === 'code' || node.tag === 'path') return found;
  if (node.type === 2 && isWords(node.content ?? '')) found.push((node.content ?? '').trim());
  for (const prop of node.props ?? []) {
    if (prop.type === 6 && spoken.has(prop.name) && isWords(prop.value?.content ?? ''))
      found.push(`${prop.name}="${prop.value?.content}"`);
  }
  for (const child of node.children ?? []) hardCoded(child, found);
  return found;
}
const templateOf = (text: string): Node | undefined =>
  parse(text).descriptor.template?.ast as Node | undefined;

describe('templates', () => {
  it('hold no words of their own', () => {
    const wrong = sources
      .filter(({ file }) => file.endsWith('.vue'))
      .flatMap(({ file, text }) => {
        const template = templateOf(text);
        return template ? hardCoded(template).map((words) => `${file}: ${words}`) : [];
      });
    expect(wrong).toEqual([]);
  });

  it('would be caught with words of their own', () => {
    const template = templateOf('<template><p title="Some words"><b v-if="a">Hello there</b></p></template>');
    expect(template && hardCoded(template)).toEqual(['title="Some words"', 'Hello there']);
  });
});
