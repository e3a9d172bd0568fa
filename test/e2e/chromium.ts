import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chromium } from '@playwright/test';

const places: Partial<Record<NodeJS.Platform, readonly string[]>> = {
  linux: ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome', '/snap/bin/chromium'],
  darwin: [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
  ],
  win32: [
    'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
    'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
  ],
};

/** A Chromium of this machine: the one named by SPILLWAY_CHROMIUM, Playwright's own, or an installed one. */
function look(): string | null {
  const candidates = [
    process.env.SPILLWAY_CHROMIUM,
    chromium.executablePath(),
    ...(places[process.platform] ?? []),
  ];
  return candidates.find((file) => file !== undefined && existsSync(file)) ?? null;
}

/** Debian's package, where this process may install it. */
function install(): void {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return;
  if (spawnSync('apt-get', ['--version']).status !== 0) return;
  const options = { stdio: 'inherit', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } } as const;
  process.stdout.write('No Chromium was found; installing the package "chromium".\n');
  spawnSync('apt-get', ['update', '-qq'], options);
  spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], options);
}

/** Finds a Chromium, or installs one where it may, or says how to get one. */
export function findChromium(): string {
  const found = look();
  if (found) return found;
  install();
  const installed = look();
  if (installed) return installed;
  throw new Error(
    'The browser tests need a Chromium and none was found. Run "npx playwright install chromium", or install one ' +
      '(Debian: "apt-get install chromium"), or name its program in SPILLWAY_CHROMIUM.',
  );
}

/** How to launch it. Chromium's own sandbox does not work for root. */
export const launchOptions = (): { executablePath: string; args: string[] } => ({
  executablePath: findChromium(),
  args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
});
