import { existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import type { TestProject } from 'vitest/node';
import { doWithout, folder, freePort, run, start } from './server.ts';

/** moto, in a virtual environment of its own that is made once. */
export const VERSION = '5.2.5';

const bin = path.join(folder, 'moto-venv', process.platform === 'win32' ? 'Scripts' : 'bin');

/**
 * moto answers each request in a thread and locks nothing: two at once now and then end as an HTML page about a dictionary that
 * changed while it was read. With this a thread is left where it waits, and seldom elsewhere.
 */
const oneAtATime = `import sys
from moto.server import main
sys.setswitchinterval(0.05)
main(sys.argv[1:])`;

/** Starts moto for the whole run. Without Python or its packages the suite is skipped, and says so. */
export default async function setup(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  try {
    await install();
  } catch (error) {
    return doWithout(project, `moto ${VERSION}`, error);
  }
  const port = await freePort();
  const server = await start(
    path.join(bin, 'python'),
    ['-c', oneAtATime, '--host', '127.0.0.1', '--port', String(port)],
    /Running on (http:\S+)/,
    { PYTHONUNBUFFERED: '1' },
  );
  project.provide('peer', { endpoint: server.match[1] ?? '' });
  return server.stop;
}

async function install(): Promise<void> {
  const pip = path.join(bin, 'pip');
  if (existsSync(pip) && (await installed(pip))) return;
  mkdirSync(folder, { recursive: true });
  await run(process.platform === 'win32' ? 'python' : 'python3', ['-m', 'venv', path.dirname(bin)]);
  await run(pip, ['install', '--quiet', '--disable-pip-version-check', `moto[server]==${VERSION}`]);
}

async function installed(pip: string): Promise<boolean> {
  const shown = await run(pip, ['--disable-pip-version-check', 'show', 'moto']).catch(() => '');
  return shown.includes(`Version: ${VERSION}\n`) && existsSync(path.join(bin, 'moto_server'));
}
