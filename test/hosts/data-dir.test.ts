import { homedir } from 'node:os';
import { describe, expect, it } from 'vitest';
import { defaultDataDir } from '../../electron/backend/data-dir.ts';

describe('the data folder', () => {
  it('follows the customs of each platform', () => {
    expect(defaultDataDir({ platform: 'linux', env: {}, home: '/home/ada' })).toBe(
      '/home/ada/.local/share/spillway',
    );
    expect(defaultDataDir({ platform: 'darwin', env: {}, home: '/Users/ada' })).toBe(
      '/Users/ada/Library/Application Support/Spillway',
    );
    expect(
      defaultDataDir({ platform: 'win32', env: { APPDATA: 'D:\\Roaming' }, home: 'C:\\Users\\ada' }),
    ).toBe('D:\\Roaming\\Spillway');
    expect(defaultDataDir({ platform: 'win32', env: {}, home: 'C:\\Users\\ada' })).toBe(
      'C:\\Users\\ada\\AppData\\Roaming\\Spillway',
    );
  });

  it('is below XDG_DATA_HOME when that is absolute, and only then', () => {
    const at = (XDG_DATA_HOME: string): string =>
      defaultDataDir({ platform: 'linux', env: { XDG_DATA_HOME }, home: '/home/ada' });
    expect(at('/data')).toBe('/data/spillway');
    expect(at('data')).toBe('/home/ada/.local/share/spillway');
    expect(at('')).toBe('/home/ada/.local/share/spillway');
  });

  it('is one for this machine unless told otherwise', () => {
    const { platform, env } = process;
    expect(defaultDataDir()).toBe(defaultDataDir({ platform, env, home: homedir() }));
  });
});
