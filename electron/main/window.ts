import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { app, BrowserWindow, nativeTheme, screen, type Rectangle } from 'electron';

interface WindowState {
  bounds: Rectangle;
  maximized: boolean;
}

const start: Partial<Rectangle> = { width: 1280, height: 840 };

const isBounds = (value: unknown): value is Rectangle =>
  typeof value === 'object' &&
  value !== null &&
  ['x', 'y', 'width', 'height'].every((key) => Number.isInteger((value as Record<string, unknown>)[key]));

/** What was kept, as far as it still fits a display: one may have been unplugged since. */
function restore(file: string): { bounds: Partial<Rectangle>; maximized: boolean } {
  try {
    const { bounds, maximized } = JSON.parse(readFileSync(file, 'utf8')) as Partial<WindowState>;
    if (!isBounds(bounds)) return { bounds: start, maximized: false };
    const seen = screen.getAllDisplays().some(({ workArea }) => {
      const width =
        Math.min(bounds.x + bounds.width, workArea.x + workArea.width) - Math.max(bounds.x, workArea.x);
      // The title bar must be within reach.
      return width >= 100 && bounds.y >= workArea.y && bounds.y <= workArea.y + workArea.height - 50;
    });
    const { width, height } = bounds;
    return { bounds: seen ? bounds : { width, height }, maximized: maximized === true };
  } catch {
    // The first start, or a file cut short: the window opens as new.
    return { bounds: start, maximized: false };
  }
}

function keep(window: BrowserWindow, file: string): void {
  const state: WindowState = { bounds: window.getNormalBounds(), maximized: window.isMaximized() };
  try {
    writeFileSync(`${file}.new`, JSON.stringify(state), { mode: 0o600 });
    renameSync(`${file}.new`, file);
  } catch {
    // A full disk must not keep the window from closing.
  }
}

/** Opens the window on our page. The page has no Node, no Electron, and a sandbox of its own. */
export function openWindow(home: string, dataDir: string): BrowserWindow {
  const file = path.join(dataDir, 'window.json');
  const { bounds, maximized } = restore(file);
  const window = new BrowserWindow({
    ...bounds,
    minWidth: 720,
    minHeight: 480,
    show: false,
    title: 'Spillway',
    backgroundColor: nativeTheme.shouldUseDarkColors ? '#0f1417' : '#ffffff',
    icon: path.join(import.meta.dirname, '../../resources/icons/icon.png'),
    webPreferences: {
      preload: path.join(import.meta.dirname, '../preload/index.cjs'),
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      webviewTag: false,
      navigateOnDragDrop: false,
      spellcheck: false,
      devTools: !app.isPackaged,
    },
  });
  if (maximized) window.maximize();
  window.once('ready-to-show', () => window.show());
  window.on('close', () => keep(window, file));
  // One new try: a page that dies at once again would otherwise flicker for ever.
  window.webContents.once('render-process-gone', (_event, { reason }) => {
    if (reason !== 'clean-exit') window.reload();
  });
  void window.loadURL(home);
  return window;
}
