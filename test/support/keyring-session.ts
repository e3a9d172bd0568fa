import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';

const programs = ['/usr/bin/dbus-run-session', '/usr/bin/gnome-keyring-daemon'];

/** Debian's packages, where this process may install them. */
function install(): void {
  if (process.getuid?.() !== 0 || spawnSync('apt-get', ['--version']).status !== 0) return;
  const options = { stdio: 'ignore', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } } as const;
  const packages = ['install', '-y', '-qq', '--no-install-recommends', 'dbus', 'gnome-keyring'];
  if (spawnSync('apt-get', packages, options).status === 0) return;
  spawnSync('apt-get', ['update', '-qq'], options);
  spawnSync('apt-get', packages, options);
}

/** Why no keyring can be run here; null where one can, after installing it if need be. */
export function keyringMissing(): string | null {
  if (process.platform !== 'linux') return 'the Secret Service is a matter of Linux';
  if (!programs.every((program) => existsSync(program))) install();
  const missing = programs.find((program) => !existsSync(program));
  return missing ? `${missing} is missing (Debian: "apt-get install dbus gnome-keyring")` : null;
}

/** A session bus of its own with a keyring of its own, in a folder. */
export type Keyring = 'unlocked' | 'locked' | 'no bus';

/**
 * Runs a program of ours under Node in a session of its own; gives what it printed, as JSON.
 * The keyring must be unlocked before anything asks for it: the bus would start a locked one else.
 */
export function runInSession(
  folder: string,
  keyring: Keyring,
  file: string,
  args: string[],
): Promise<unknown> {
  const [data, runtime] = ['data', 'runtime'].map((name) => path.join(folder, name)) as [string, string];
  for (const each of [data, runtime]) mkdirSync(each, { recursive: true, mode: 0o700 });
  const unlock = 'printf secret | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1; ';
  const script = `${keyring === 'unlocked' ? unlock : ''}exec "$0" "$@"`;
  const inSession = ['dbus-run-session', '--', 'sh', '-c', script];
  const [command = '', ...rest] = [
    ...(keyring === 'no bus' ? [] : inSession),
    process.execPath,
    file,
    ...args,
  ];
  const env: NodeJS.ProcessEnv = {
    PATH: process.env.PATH,
    HOME: folder,
    XDG_DATA_HOME: data,
    XDG_RUNTIME_DIR: runtime,
  };
  return new Promise((resolve, reject) => {
    const child = spawn(command, rest, { env, stdio: ['ignore', 'pipe', 'pipe'] });
    let printed = '';
    let said = '';
    child.stdout.on('data', (chunk: Buffer) => (printed += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
    child.on('error', reject).on('close', (code) => {
      if (code === 0) resolve(JSON.parse(printed));
      else reject(new Error(`The program ended with ${code}: ${said}${printed}`));
    });
  });
}
