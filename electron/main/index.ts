import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { app, dialog, Notification, session, type BrowserWindow } from 'electron';
import { RPCHandler } from '@orpc/server/message-port';
import { createBackend } from '../backend/backend.ts';
import { defaultDataDir } from '../backend/data-dir.ts';
import type { Host } from '../backend/host.ts';
import { createLog } from '../backend/log.ts';
import { openLeases } from '../backend/store/leases.ts';
import { systemClock } from '../backend/system-clock.ts';
import { ownOrJoin } from '../sandbox/own-or-join.ts';
import { installMenu } from './menu.ts';
import { denyPermissions, guardNavigation, openExternal, pageUrl } from './navigation.ts';
import { registerScheme, servePage } from './page.ts';
import { handPorts } from './port.ts';
import { openWindow } from './window.ts';

// Chromium's own switches stand among ours, hence not strict.
const { values } = parseArgs({
  args: process.argv.slice(app.isPackaged ? 1 : 2),
  options: { 'data-dir': { type: 'string' } },
  strict: false,
});
const given = values['data-dir'];
const dataDir = path.resolve(typeof given === 'string' ? given : defaultDataDir());
// A dev server's page is trusted in development only.
const home = (!app.isPackaged && process.env.ELECTRON_RENDERER_URL) || pageUrl;

let window: BrowserWindow | null = null;
/** What was started, to be closed in reverse order. */
const closers: Array<() => Promise<void> | void> = [];

function showWindow(): void {
  if (!window) {
    window = openWindow(home, dataDir);
    window.on('closed', () => (window = null));
  }
  if (window.isMinimized()) window.restore();
  window.focus();
}

async function saveFile(name: string, content: Uint8Array): Promise<boolean> {
  const options = { defaultPath: name };
  const chosen = await (window ? dialog.showSaveDialog(window, options) : dialog.showSaveDialog(options));
  if (chosen.canceled) return false;
  await writeFile(chosen.filePath, content);
  return true;
}

async function start(): Promise<void> {
  const log = createLog(dataDir, 'info');
  closers.push(() => log.close());
  const leases = openLeases(dataDir, systemClock);
  closers.push(() => leases.close());
  const sandbox = await ownOrJoin({ dataDir, leases, clock: systemClock });
  closers.push(() => sandbox.close());
  const host: Host = {
    kind: 'electron',
    version: app.getVersion(),
    dataDir,
    clock: systemClock,
    env: process.env,
    sandbox,
    log,
    openExternal,
    saveFile,
    notify: (title, body) => new Notification({ title, body }).show(),
  };
  const backend = await createBackend(host);
  closers.push(() => backend.close());
  await app.whenReady();
  denyPermissions(session.defaultSession);
  servePage(path.join(import.meta.dirname, '../renderer'));
  handPorts(new RPCHandler(backend.router), () => window, home);
  installMenu(dataDir);
  showWindow();
  app.on('activate', showWindow);
}

/** Closes all that was started, but never hangs: the journal is on disk, and the next start mends the rest. */
async function stop(): Promise<void> {
  const late = new Promise((resolve) => setTimeout(resolve, 5000));
  const all = closers.reduceRight<Promise<void>>(
    (before, close) => before.then(close).catch(() => undefined),
    Promise.resolve(),
  );
  closers.length = 0;
  await Promise.race([all, late]);
}

registerScheme();
// The lock and what Chromium keeps belong to the data folder: another folder is another instance.
app.setPath('userData', path.join(dataDir, 'desktop'));
app.setAppUserModelId('app.spillway.desktop');
if (!app.requestSingleInstanceLock()) {
  app.quit();
} else {
  app.enableSandbox();
  app.on('second-instance', showWindow);
  app.on('web-contents-created', (_event, contents) => guardNavigation(contents, home));
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });
  app.on('will-quit', (event) => {
    if (closers.length === 0) return;
    event.preventDefault();
    void stop().finally(() => app.quit());
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => app.quit());
  start().catch(async (error: unknown) => {
    await app.whenReady();
    dialog.showErrorBox('Spillway cannot start', error instanceof Error ? error.message : String(error));
    await stop();
    app.exit(1);
  });
}
