import { shell, type Session, type WebContents } from 'electron';

/** Where the page lives in the desktop host. */
export const pageUrl = 'app://spillway/';

/**
 * The origin of an address, null when it is none. Node gives `null` as the origin of schemes it does not know, and
 * comparing texts by their beginning would let `app://spillway.evil` pass: so it is put together from parsed parts.
 */
export function originOf(address: string): string | null {
  const url = URL.parse(address);
  return url?.host ? `${url.protocol}//${url.host}` : null;
}

/** Opens a link in the user's browser; https only, since other schemes may start programs. */
export async function openExternal(address: string): Promise<void> {
  const url = URL.parse(address);
  if (url?.protocol !== 'https:' || url.username || url.password) {
    throw new Error('Only https addresses are opened outside.');
  }
  await shell.openExternal(url.href);
}

/** Keeps contents on our own page: whatever leads elsewhere is stopped, and https links open in the browser. */
export function guardNavigation(contents: WebContents, home: string): void {
  const stay = (details: { url: string; preventDefault(): void }): void => {
    if (originOf(details.url) !== originOf(home)) details.preventDefault();
  };
  contents.on('will-navigate', stay);
  contents.on('will-frame-navigate', stay);
  contents.on('will-redirect', stay);
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(({ url }) => {
    openExternal(url).catch(() => undefined);
    return { action: 'deny' };
  });
}

/** The page needs no permission at all: no camera, place, device, notification or clipboard reading. */
export function denyPermissions(session: Session): void {
  session.setPermissionRequestHandler((_contents, _permission, answer) => answer(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
}
