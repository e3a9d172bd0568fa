import { app, ipcMain, record, type BrowserWindow, type PortMain } from './electron.ts';

/** How a request for a port may differ from that of the page itself. */
export interface Asking {
  nonce: unknown;
  frame?: 'none' | 'child' | { url: string; origin: string };
  sender?: 'other';
}

const ports = new Map<string, PortMain>();
const firstWindow = (): BrowserWindow => {
  const [window] = record.windows;
  if (!window) throw new Error('There is no window.');
  return window;
};

/** What a test may ask of the process in which the real main bundle runs. */
export const acts = {
  state: () => ({
    schemes: record.schemes,
    schemesWereEarly: record.schemesWereEarly,
    sandboxed: record.sandboxed,
    focused: record.focused,
    menu: record.menu?.map(({ label, role }) => role ?? label) ?? null,
    external: record.external,
    userData: app.getPath('userData'),
    windows: record.windows.map(({ options, url, shown, maximized, minimized, reloads }) => ({
      options: JSON.parse(JSON.stringify(options)) as Record<string, unknown>,
      url,
      shown,
      maximized,
      minimized,
      reloads,
    })),
  }),
  /** Whether the host stopped what the browser was about to do. */
  navigate(event: string, url: string): boolean {
    let prevented = false;
    firstWindow().webContents.emit(event, { url, preventDefault: () => (prevented = true) }, url);
    return prevented;
  },
  openWindow: (url: string): string =>
    firstWindow().webContents.openHandler?.({ url }).action ?? 'no handler',
  permission(name: string): { request: unknown; check: unknown; device: unknown } {
    const { request, check, device } = record.permissions as Record<string, (...args: unknown[]) => unknown>;
    let requested: unknown = 'not answered';
    request?.(firstWindow().webContents, name, (granted: boolean) => (requested = granted));
    return {
      request: requested,
      check: check?.(null, name, 'app://spillway'),
      device: device?.({ deviceType: name }),
    };
  },
  async fetch(url: string, method = 'GET') {
    const handler = record.handlers.get('app');
    if (!handler) throw new Error('The scheme is not handled.');
    const answer = await handler(new Request(url, { method }));
    return {
      status: answer.status,
      headers: Object.fromEntries(answer.headers),
      body: Buffer.from(await answer.arrayBuffer()).toString('base64'),
    };
  },
  /** Asks for a port as the preload does; true when one was handed over. Its messages then come as `port` events. */
  askPort({ nonce, frame, sender }: Asking): boolean {
    const { webContents } = firstWindow();
    const { mainFrame } = webContents;
    const before = mainFrame.posted.length;
    const post = mainFrame.postMessage.bind(mainFrame);
    const from =
      frame === 'none'
        ? null
        : frame === 'child'
          ? { url: mainFrame.url, origin: mainFrame.origin, parent: mainFrame, postMessage: post }
          : frame
            ? { ...frame, parent: null, postMessage: post }
            : mainFrame;
    ipcMain.emit('spillway:ask-port', { sender: sender ? {} : webContents, senderFrame: from }, nonce);
    const posted = mainFrame.posted[before];
    const port = posted?.ports[0];
    if (!posted || !port) return false;
    const id = String(posted.message);
    ports.set(id, port);
    port.on('message', ({ data }: { data: unknown }) => process.send?.({ port: id, data }));
    port.on('close', () => process.send?.({ port: id, closed: true }));
    port.start();
    return posted.channel === 'spillway:port';
  },
  portSend: (id: string, data: unknown): void => ports.get(id)?.postMessage(data),
  portClose: (id: string): void => ports.get(id)?.close(),
  setBounds(bounds: BrowserWindow['bounds'], maximized: boolean): void {
    firstWindow().bounds = bounds;
    firstWindow().maximized = maximized;
  },
  minimize: (): void => void (firstWindow().minimized = true),
  crashPage: (): void =>
    void firstWindow().webContents.emit('render-process-gone', {}, { reason: 'crashed' }),
  closeWindow: (): void => firstWindow().close(),
  secondInstance: (): void => void app.emit('second-instance', {}, [], ''),
};
/** See {@link acts}. */
export type Acts = typeof acts;

interface Order {
  id: number;
  act: keyof Acts;
  args: unknown[];
}

process.on('message', ({ id, act, args }: Order) => {
  const run = acts[act] as (...args: unknown[]) => unknown;
  Promise.resolve()
    .then(() => run(...args))
    .then(
      (result) => process.send?.({ id, result }),
      (error: unknown) => process.send?.({ id, error: String(error) }),
    );
});
// The channel must not keep the process alive that the host wants to end.
process.channel?.unref();
