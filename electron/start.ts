import { spawn } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { glob } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const root = path.resolve(import.meta.dirname, '..');
const flags = process.argv.slice(2);
const require = createRequire(import.meta.url);
const say = (text: string): void => void process.stderr.write(`${text}\n`);

const outputs = ['main/index.js', 'main/web.js', 'preload/index.cjs', 'renderer/index.html'];
const sources = ['electron/{backend,contract,domain,main,preload,sandbox,web}/**', 'renderer/**'];
const settings = ['electron.vite.config.ts', 'package-lock.json', 'tsconfig.json'];

const changedAt = (file: string): number => statSync(path.join(root, file)).mtimeMs;

/** Whether something of the build is missing or older than what it is made of. */
async function isStale(): Promise<boolean> {
  const built = outputs.map((file) => path.join('out', file));
  if (built.some((file) => !existsSync(path.join(root, file)))) return true;
  const oldest = Math.min(...built.map(changedAt));
  if (settings.some((file) => changedAt(file) > oldest)) return true;
  for await (const file of glob(sources, { cwd: root })) if (changedAt(file) > oldest) return true;
  return false;
}

/** Runs a program of ours with its words on stderr, since stdout belongs to the host; gives its exit code. */
function run(file: string, args: string[], limit?: number): Promise<number> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [file, ...args], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'inherit'],
      timeout: limit,
    });
    child.stdout.pipe(process.stderr);
    child.on('error', () => resolve(1)).on('close', (code) => resolve(code ?? 1));
  });
}

/** Where the Electron program is, null when it was not fetched. */
function electronProgram(): string | null {
  try {
    const folder = path.dirname(require.resolve('electron/package.json'));
    const name = readFileSync(path.join(folder, 'path.txt'), 'utf8');
    const program = path.join(process.env.ELECTRON_OVERRIDE_DIST_PATH ?? path.join(folder, 'dist'), name);
    return existsSync(program) ? program : null;
  } catch {
    return null;
  }
}

/**
 * Whether the download server answers at all. Asked first and briefly: behind a firewall that swallows packets the
 * download itself would hang for minutes. A proxy answers for itself, and fails fast.
 */
async function canDownload(): Promise<boolean> {
  const { env } = process;
  if (env.HTTPS_PROXY || env.https_proxy || env.ELECTRON_GET_USE_PROXY) return true;
  const mirror =
    env.ELECTRON_MIRROR ?? env.npm_config_electron_mirror ?? 'https://github.com/electron/electron';
  try {
    await fetch(mirror, { method: 'HEAD', signal: AbortSignal.timeout(3000) });
    return true;
  } catch {
    return false;
  }
}

/** Why the desktop window cannot be opened here, or the program that opens it. */
async function findElectron(): Promise<{ program: string } | { reason: string }> {
  const { platform, env } = process;
  if (platform === 'linux' && !env.DISPLAY && !env.WAYLAND_DISPLAY) return { reason: 'there is no display' };
  if (platform === 'linux' && process.getuid?.() === 0) {
    return { reason: 'Electron does not run as root with its sandbox on' };
  }
  const present = electronProgram();
  if (present) return { program: present };
  if (!(await canDownload())) return { reason: 'the Electron program is not here and cannot be downloaded' };
  say(
    'Fetching the Electron program (about 120 MB, once). With --web Spillway starts in the browser without it.',
  );
  await run(require.resolve('electron/install.js'), [], 10 * 60_000);
  const fetched = electronProgram();
  return fetched ? { program: fetched } : { reason: 'the Electron program could not be fetched' };
}

/** Opens the desktop host and ends with it. */
function openDesktop(program: string): void {
  const child = spawn(program, [root, ...flags], { stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void child.kill(signal));
  child.on('error', (error) => {
    say(`Electron could not be started: ${error.message}. Try npm start -- --web`);
    process.exit(1);
  });
  child.on('close', (code) => process.exit(code ?? 1));
}

if (await isStale()) {
  say('Building Spillway ...');
  const bin = path.join(path.dirname(require.resolve('electron-vite/package.json')), 'bin/electron-vite.js');
  const code = await run(bin, ['build', '--logLevel', 'warn']);
  if (code !== 0) {
    say('Spillway could not be built; the lines above say why.');
    process.exit(1);
  }
}
// What only the browser host knows asks for it.
const wantsWeb = flags.some((flag) => /^--(web|port|no-open)\b/.test(flag));
const found = wantsWeb ? null : await findElectron();
if (found && 'program' in found) {
  openDesktop(found.program);
} else {
  if (found) say(`Spillway starts in the browser instead of Electron: ${found.reason}.`);
  // In this process: a signal then reaches the host itself, and nothing stands between it and its one line.
  const web = path.join(root, 'out/main/web.js');
  process.argv = [process.execPath, web, ...flags.filter((flag) => flag !== '--web')];
  await import(pathToFileURL(web).href);
}
