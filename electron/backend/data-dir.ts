import { homedir } from 'node:os';
import path from 'node:path';

/** What decides where the data folder is. */
export interface Place {
  platform: NodeJS.Platform;
  env: Readonly<Record<string, string | undefined>>;
  /** The user's home folder, absolute. */
  home: string;
}

/**
 * The one data folder of all hosts: `%APPDATA%\Spillway`, `Application Support/Spillway`, or `spillway` under the XDG
 * data folder. The XDG rules ask to ignore a relative `XDG_DATA_HOME`.
 * @param place this machine's own unless given
 */
export function defaultDataDir(place?: Place): string {
  const { platform, env, home } = place ?? { platform: process.platform, env: process.env, home: homedir() };
  if (platform === 'win32') {
    const { win32 } = path;
    return win32.join(env.APPDATA || win32.join(home, 'AppData', 'Roaming'), 'Spillway');
  }
  const { posix } = path;
  if (platform === 'darwin') return posix.join(home, 'Library', 'Application Support', 'Spillway');
  const xdg = env.XDG_DATA_HOME;
  return posix.join(xdg && posix.isAbsolute(xdg) ? xdg : posix.join(home, '.local', 'share'), 'spillway');
}
