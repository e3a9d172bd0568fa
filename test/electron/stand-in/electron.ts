import { EventEmitter } from 'node:events';
import path from 'node:path';
import { MessageChannel, type MessagePort } from 'node:worker_threads';

// A stand-in for Electron's main-process module. It records what the host sets up and lets the driver play the part
// of the browser and the user. It shows no pixels and enforces nothing.

type Listener = (...args: never[]) => unknown;
interface Bounds {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** All that the driver looks at. */
export const record = {
  schemes: [] as unknown[],
  schemesWereEarly: false,
  handlers: new Map<string, (request: Request) => Promise<Response>>(),
  windows: [] as BrowserWindow[],
  external: [] as string[],
  focused: 0,
  menu: null as { label?: string; role?: string }[] | null,
  sandboxed: false,
  permissions: {} as Record<'request' | 'check' | 'device', Listener | undefined>,
};

class App extends EventEmitter {
  isPackaged = process.env.STAND_IN_PACKAGED === '1';
  readonly paths = new Map<string, string>();
  #ready = false;
  #quitting = false;
  constructor() {
    super();
    setImmediate(() => {
      this.#ready = true;
      this.emit('ready');
    });
  }
  isReady = (): boolean => this.#ready;
  whenReady = (): Promise<void> =>
    this.#ready ? Promise.resolve() : new Promise((resolve) => void this.once('ready', () => resolve()));
  getPath = (name: string): string => this.paths.get(name) ?? path.join('/nonexistent', name);
  setPath = (name: string, value: string): void => void this.paths.set(name, value);
  getVersion = (): string => '0.0.0-stand-in';
  setAppUserModelId = (): void => undefined;
  requestSingleInstanceLock = (): boolean => process.env.STAND_IN_SECOND !== '1';
  enableSandbox = (): void => void (record.sandboxed = true);
  exit = (code: number): void => process.exit(code);
  quit = (): void => {
    if (!this.#quitting) {
      this.#quitting = true;
      this.emit('before-quit', { preventDefault: () => undefined });
      for (const window of [...record.windows]) window.close();
    }
    let prevented = false;
    this.emit('will-quit', { preventDefault: () => (prevented = true) });
    if (!prevented) setImmediate(() => process.exit(0));
  };
}
export const app = new App();

class Frame {
  parent: Frame | null = null;
  url = '';
  origin = '';
  readonly posted: { channel: string; message: unknown; ports: PortMain[] }[] = [];
  postMessage(channel: string, message: unknown, ports: PortMain[]): void {
    this.posted.push({ channel, message, ports });
    record.windows[0]?.webContents.emit('stand-in-posted', { channel, message, ports });
  }
}

class Contents extends EventEmitter {
  readonly mainFrame = new Frame();
  openHandler: ((details: { url: string }) => { action: string }) | undefined;
  setWindowOpenHandler(handler: (details: { url: string }) => { action: string }): void {
    this.openHandler = handler;
  }
}

export class BrowserWindow extends EventEmitter {
  readonly webContents = new Contents();
  readonly options: Record<string, unknown>;
  url = '';
  shown = false;
  maximized = false;
  minimized = false;
  reloads = 0;
  bounds: Bounds;
  constructor(options: Record<string, unknown>) {
    super();
    this.options = options;
    this.bounds = { x: 10, y: 20, width: 800, height: 600, ...(options as Partial<Bounds>) };
    record.windows.push(this);
    app.emit('web-contents-created', {}, this.webContents);
  }
  loadURL(url: string): Promise<void> {
    this.url = url;
    this.webContents.mainFrame.url = url;
    // As Chromium does for a standard scheme.
    this.webContents.mainFrame.origin = /^[a-z]+:\/\/[^/]+/.exec(url)?.[0] ?? 'null';
    setImmediate(() => this.emit('ready-to-show'));
    return Promise.resolve();
  }
  show = (): void => void (this.shown = true);
  focus = (): void => void (record.focused += 1);
  isMinimized = (): boolean => this.minimized;
  restore = (): void => void (this.minimized = false);
  maximize = (): void => void (this.maximized = true);
  isMaximized = (): boolean => this.maximized;
  getNormalBounds = (): Bounds => {
    const { x, y, width, height } = this.bounds;
    return { x, y, width, height };
  };
  reload = (): void => void (this.reloads += 1);
  close = (): void => {
    this.emit('close', { preventDefault: () => undefined });
    record.windows.splice(record.windows.indexOf(this), 1);
    this.emit('closed');
    if (record.windows.length === 0) app.emit('window-all-closed');
  };
}

/** Electron's ports are emitters whose messages come as `{ data, ports }`. */
export class PortMain extends EventEmitter {
  readonly #port: MessagePort;
  constructor(port: MessagePort) {
    super();
    this.#port = port;
  }
  start(): void {
    this.#port.on('message', (data: unknown) => this.emit('message', { data, ports: [] }));
    this.#port.on('close', () => this.emit('close'));
  }
  postMessage = (data: unknown): void => this.#port.postMessage(data);
  close = (): void => this.#port.close();
}

export class MessageChannelMain {
  readonly port1: PortMain;
  readonly port2: PortMain;
  constructor() {
    const { port1, port2 } = new MessageChannel();
    this.port1 = new PortMain(port1);
    this.port2 = new PortMain(port2);
  }
}

export class Notification {
  show(): void {}
}

export const ipcMain = new EventEmitter();
export const nativeTheme = { shouldUseDarkColors: false };
export const screen = {
  getAllDisplays: (): { workArea: Bounds }[] => [{ workArea: { x: 0, y: 0, width: 1600, height: 1000 } }],
};
export const shell = {
  openExternal: (url: string): Promise<void> => {
    record.external.push(url);
    return Promise.resolve();
  },
  openPath: (): Promise<string> => Promise.resolve(''),
};
export const dialog = {
  showErrorBox: (title: string, text: string): void => void process.stderr.write(`${title}: ${text}\n`),
  showSaveDialog: (): Promise<{ canceled: boolean }> => Promise.resolve({ canceled: true }),
};
export const Menu = {
  buildFromTemplate: (template: { label?: string; role?: string }[]): typeof template => template,
  setApplicationMenu: (menu: { label?: string; role?: string }[]): void => void (record.menu = menu),
};
export const protocol = {
  registerSchemesAsPrivileged: (schemes: unknown[]): void => {
    record.schemes = schemes;
    record.schemesWereEarly = !app.isReady();
  },
  handle: (scheme: string, handler: (request: Request) => Promise<Response>): void =>
    void record.handlers.set(scheme, handler),
};
export const session = {
  defaultSession: {
    setPermissionRequestHandler: (handler: Listener): void => void (record.permissions.request = handler),
    setPermissionCheckHandler: (handler: Listener): void => void (record.permissions.check = handler),
    setDevicePermissionHandler: (handler: Listener): void => void (record.permissions.device = handler),
  },
};
