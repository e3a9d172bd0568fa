import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { builtinModules } from 'node:module';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

const root = path.resolve(import.meta.dirname, '..');

/** A room: a folder whose files may import what its rule names, and nothing else. */
interface Room {
  folder: string;
  /** Rooms whose files it may import, its own always included. */
  rooms: readonly string[];
  /** Packages by name; `node:` stands for all of Node, a trailing `*` for a family. */
  packages: readonly string[];
}

const pure = ['jsonc-parser', '@noble/hashes/*', 'croner', 'papaparse', 'fflate'];
const view = ['vue', 'vue-i18n', '@vueuse/core', '@lucide/vue'];
const uiParts = [
  'naive-ui',
  'echarts*',
  'vue-echarts',
  'codemirror',
  '@codemirror/*',
  '@lezer/*',
  '@vue-flow/*',
  '@tanstack/vue-virtual',
];
const data = ['@orpc/*', '@pinia/colada', 'pinia', 'zod', 'vue-router'];

/** The import table of the house. First match wins: deeper folders stand before the ones that hold them. */
const rooms: readonly Room[] = [
  { folder: 'electron/contract', rooms: [], packages: ['zod', '@orpc/contract'] },
  { folder: 'electron/domain', rooms: ['electron/contract'], packages: pure },
  {
    folder: 'electron/backend',
    rooms: ['electron/contract', 'electron/domain'],
    packages: [
      'node:',
      '@orpc/server',
      '@orpc/contract',
      '@orpc/client',
      '@aws-sdk/*',
      '@smithy/*',
      '@napi-rs/keyring',
      'jsonata',
      'croner',
      'pino',
      'zod',
    ],
  },
  { folder: 'electron/sandbox', rooms: ['electron/domain'], packages: ['node:'] },
  { folder: 'electron/preload', rooms: [], packages: ['electron'] },
  {
    folder: 'electron/main',
    rooms: ['electron/backend', 'electron/sandbox'],
    packages: ['electron', 'node:', '@orpc/server/message-port'],
  },
  {
    folder: 'electron/web',
    rooms: ['electron/backend', 'electron/sandbox'],
    packages: ['node:', 'ws', '@orpc/server/ws'],
  },
  {
    folder: 'electron/cli',
    rooms: ['electron/backend', 'electron/sandbox', 'electron/contract'],
    packages: ['node:', 'commander'],
  },
  { folder: 'electron/start.ts', rooms: [], packages: ['node:', 'electron-vite'] },
  { folder: 'renderer/ui', rooms: [], packages: [...view, ...uiParts, 'vue-router'] },
  { folder: 'renderer/locales', rooms: [], packages: [] },
  { folder: 'renderer/api', rooms: ['electron/contract'], packages: [...view, ...data] },
  {
    folder: 'renderer/stores',
    rooms: ['renderer/api', 'electron/contract', 'electron/domain'],
    packages: [...view, ...data],
  },
  {
    // Its own feature only: `renderer/features/x` is made for each feature below.
    folder: 'renderer/features',
    rooms: ['electron/contract', 'electron/domain', 'renderer/api', 'renderer/stores', 'renderer/ui'],
    packages: [...view, ...data],
  },
  {
    folder: 'renderer/pages',
    rooms: [
      'renderer/features',
      'electron/contract',
      'electron/domain',
      'renderer/api',
      'renderer/stores',
      'renderer/ui',
    ],
    packages: [...view, ...data],
  },
  {
    folder: 'renderer/app',
    rooms: [
      'renderer/pages',
      'renderer/features',
      'renderer/api',
      'renderer/stores',
      'renderer/ui',
      'renderer/locales',
      'electron/contract',
      'electron/domain',
    ],
    packages: [...view, ...data, 'naive-ui', '@fontsource-variable/*'],
  },
];

const limits = { file: 350, main: 350, web: 250, preload: 25 };

function filesUnder(folder: string): string[] {
  return readdirSync(path.join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(ts|vue)$/.test(entry.name))
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'))
    .sort();
}

const files = [...filesUnder('electron'), ...filesUnder('renderer')];
const textOf = (file: string): string => readFileSync(path.join(root, file), 'utf8');
const linesOf = (file: string): number => textOf(file).trimEnd().split('\n').length;

function importsOf(file: string): string[] {
  const text = textOf(file);
  const script = file.endsWith('.vue')
    ? [...text.matchAll(/<script[^>]*>([\s\S]*?)<\/script>/g)].map((match) => match[1]).join('\n')
    : text;
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    const from =
      ts.isImportDeclaration(node) || ts.isExportDeclaration(node)
        ? node.moduleSpecifier
        : ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword
          ? node.arguments[0]
          : ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)
            ? node.argument.literal
            : undefined;
    if (from && ts.isStringLiteralLike(from)) found.push(from.text);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, script, ts.ScriptTarget.Latest));
  return found;
}

const inFolder = (file: string, folder: string): boolean => file === folder || file.startsWith(`${folder}/`);

function allows(patterns: readonly string[], name: string): boolean {
  return patterns.some((pattern) => {
    if (pattern === 'node:') return name.startsWith('node:');
    if (pattern.endsWith('*')) return name.startsWith(pattern.slice(0, -1));
    return name === pattern || name.startsWith(`${pattern}/`);
  });
}

function roomOf(file: string): Room | undefined {
  return rooms.find((room) => inFolder(file, room.folder));
}

/** What is wrong with one import, or null. */
function judge(file: string, specifier: string): string | null {
  const room = roomOf(file);
  if (!room) return `${file}: stands in no room`;
  if (!specifier.startsWith('.')) {
    if (!specifier.startsWith('node:') && builtinModules.includes(specifier))
      return `${file}: write node:${specifier}`;
    const bare = specifier.replace(/\?.*$/, '');
    return allows(room.packages, bare) ? null : `${file}: ${room.folder} may not import ${bare}`;
  }
  const target = path.posix
    .normalize(path.posix.join(path.posix.dirname(file), specifier))
    .replace(/\?.*$/, '');
  if (inFolder(target, 'resources') || target === 'package.json') return null;
  const own = room.folder === 'renderer/features' ? file.split('/').slice(0, 3).join('/') : room.folder;
  if (inFolder(target, own)) {
    return room.folder === 'renderer/pages' && target.endsWith('.vue')
      ? `${file}: a page may not import another page (${target})`
      : null;
  }
  if (room.rooms.some((other) => inFolder(target, other))) return null;
  return `${file}: may not import ${target}`;
}

describe('the house', () => {
  it('lets each room import only what the table allows', () => {
    const wrong = files.flatMap((file) => importsOf(file).map((specifier) => judge(file, specifier)));
    expect(wrong.filter((line) => line !== null)).toEqual([]);
  });

  it('would notice a forbidden import', () => {
    expect(judge('electron/contract/queues.ts', 'node:fs')).toMatch(/may not import/);
    expect(judge('electron/domain/arn.ts', '../backend/backend.ts')).toMatch(/may not import/);
    expect(judge('electron/backend/backend.ts', '../sandbox/sandbox.ts')).toMatch(/may not import/);
    expect(judge('electron/main/index.ts', '@aws-sdk/client-sqs')).toMatch(/may not import/);
    expect(judge('renderer/features/queues/a.ts', '../topics/b.ts')).toMatch(/may not import/);
    expect(judge('renderer/ui/Grid.vue', '../../electron/contract/index.ts')).toMatch(/may not import/);
    expect(judge('renderer/pages/QueuePage.vue', './TopicPage.vue')).toMatch(/another page/);
    expect(judge('electron/web/index.ts', 'electron')).toMatch(/may not import/);
    expect(judge('elsewhere/a.ts', './b.ts')).toMatch(/no room/);
  });

  it('reads imports of every kind', () => {
    const seen = importsOf('electron/contract/index.ts');
    expect(seen).toContain('./audit.ts');
    expect(importsOf('test/bench/run.ts')).toEqual(
      expect.arrayContaining(['node:path', './measurement.ts', './rpc.ts']),
    );
    expect(files.filter((file) => file.endsWith('.vue')).some((file) => importsOf(file).length > 0)).toBe(
      true,
    );
  });

  it('keeps every file within its size', () => {
    expect(
      files.filter((file) => linesOf(file) > limits.file).map((file) => `${file}: ${linesOf(file)}`),
    ).toEqual([]);
  });

  it('keeps the hosts small enough to be read in one go', () => {
    const total = (folder: string): number =>
      files.filter((file) => inFolder(file, folder)).reduce((sum, file) => sum + linesOf(file), 0);
    expect(total('electron/main')).toBeLessThanOrEqual(limits.main);
    expect(total('electron/web')).toBeLessThanOrEqual(limits.web);
    expect(total('electron/preload')).toBeLessThanOrEqual(limits.preload);
  });

  it('keeps most files short: median at most 60 lines, nine of ten at most 180', () => {
    const sizes = files.map(linesOf).sort((a, b) => a - b);
    const at = (share: number): number =>
      sizes[Math.min(sizes.length - 1, Math.floor(sizes.length * share))] ?? 0;
    expect(at(0.5)).toBeLessThanOrEqual(60);
    expect(at(0.9)).toBeLessThanOrEqual(180);
  });

  it('names files by what they hold', () => {
    const wrong = files.filter((file) => {
      const name = path.posix.basename(file);
      if (/^(utils|helpers|common|misc)\b|^Base[A-Z]/.test(name)) return true;
      if (name.endsWith('.vue')) return !/^[A-Z][A-Za-z0-9]*\.vue$/.test(name);
      return !/^([a-z0-9]+(-[a-z0-9]+)*|use[A-Z][A-Za-z0-9]*)(\.d)?\.ts$/.test(name);
    });
    expect(wrong).toEqual([]);
  });

  it('has no barrels: a file that only re-exports is a door of contract or domain', () => {
    const barrels = files.filter((file) => {
      const statements = file.endsWith('.ts')
        ? ts.createSourceFile(file, textOf(file), ts.ScriptTarget.Latest).statements
        : [];
      return (
        statements.length > 0 &&
        statements.every((statement) => ts.isExportDeclaration(statement) && statement.moduleSpecifier)
      );
    });
    expect(barrels.filter((file) => !/^electron\/(contract|domain\/[a-z-]+)\/index\.ts$/.test(file))).toEqual(
      [],
    );
  });
});

describe('doc comments', () => {
  const documented = ['electron/contract', 'electron/domain', 'electron/sandbox', 'electron/backend/host.ts'];

  /** Names that a file exports without a doc comment; the features' procedure tables and re-exports tell by themselves. */
  function undocumented(file: string): string[] {
    const source = ts.createSourceFile(file, textOf(file), ts.ScriptTarget.Latest, true);
    return source.statements
      .flatMap((statement) => {
        const exported =
          ts.canHaveModifiers(statement) &&
          ts.getModifiers(statement)?.some((m) => m.kind === ts.SyntaxKind.ExportKeyword);
        if (!exported || ts.getJSDocCommentsAndTags(statement).length > 0) return [];
        const names = ts.isVariableStatement(statement)
          ? statement.declarationList.declarations.map((d) => d.name.getText(source))
          : 'name' in statement && statement.name
            ? [(statement.name as ts.Identifier).text]
            : [];
        return names.filter(
          (name) => !inFolder(file, 'electron/contract') || !path.basename(file).startsWith(name),
        );
      })
      .map((name) => `${file}: ${name}`);
  }

  it('stand on every exported name of contract, domain, sandbox and the host', () => {
    const checked = files.filter(
      (file) => documented.some((folder) => inFolder(file, folder)) && !file.endsWith('.d.ts'),
    );
    expect(checked.flatMap(undocumented)).toEqual([]);
  });
});

describe('the contract', () => {
  it('declares an effect for every procedure', async () => {
    const { contract } = await import('../electron/contract/index.ts');
    const { features } = await import('../electron/contract/procedure.ts');
    expect(Object.keys(contract).sort()).toEqual([...features].sort());
    for (const [feature, procedures] of Object.entries(contract)) {
      for (const [name, procedure] of Object.entries(procedures)) {
        const { meta, inputSchema, outputSchema } = procedure['~orpc'];
        expect(['read', 'look', 'write', 'destroy'], `${feature}.${name}`).toContain(meta.effect);
        expect(inputSchema && outputSchema, `${feature}.${name} has schemas`).toBeTruthy();
      }
    }
  });
});
