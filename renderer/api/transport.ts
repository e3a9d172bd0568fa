import { RPCLink as PortLink } from '@orpc/client/message-port';
import { RPCLink as SocketLink } from '@orpc/client/websocket';

/** Where the browser host takes sockets. */
export const socketPath = '/rpc';
/** Largest frame that the browser host takes, bytes: a larger call is refused here, since sending it would cost the socket. */
export const frameLimit = 16 * 1024 * 1024;

/** Why a connection ended, or could not be made. */
export type Ending = 'closed' | 'too-large' | 'signed-out';

export type CallOptions = { context: Record<never, never>; signal?: AbortSignal; lastEventId?: string };
/** What calls go through, on any transport. */
export interface Link {
  call(path: readonly string[], input: unknown, options: CallOptions): Promise<unknown>;
}

/** One connection, from open to end; there is no way back from the end. */
export interface Session {
  link: Link;
  /** How it ended, null while it is open. Set before any call of this session fails. */
  ending(): Ending | null;
  onEnd(act: () => void): void;
  close(): void;
}

/** Makes a session, or rejects with an `Ending`. */
export type Dial = () => Promise<Session>;

/** A call that is larger than a frame may be; nothing of it was sent. */
export class FrameTooLarge extends Error {}

/** `isGone` is for transports that stop before they say so: a closing socket takes no more calls. */
function createSession(
  link: Link,
  close: () => void,
  isGone: () => boolean = () => false,
): { session: Session; end(how: Ending): void } {
  let ended: Ending | null = null;
  const listeners: Array<() => void> = [];
  const end = (how: Ending): void => {
    if (ended) return;
    ended = how;
    for (const act of listeners) act();
  };
  const ending = (): Ending | null => {
    if (!ended && isGone()) end('closed');
    return ended;
  };
  return { session: { link, ending, onEnd: (act) => void listeners.push(act), close }, end };
}

/** Bytes on the wire; texts that cannot be too large are not measured. */
function sizeOf(data: Parameters<WebSocket['send']>[0]): number {
  if (typeof data === 'string') return data.length * 3 > frameLimit ? new Blob([data]).size : data.length;
  return data instanceof Blob ? data.size : data.byteLength;
}

/** As in `WebSocket.OPEN`; that name is not there wherever this runs. */
const OPEN = 1;
type Socket = Pick<WebSocket, 'addEventListener' | 'removeEventListener' | 'send' | 'close' | 'readyState'>;

/** Dials a socket. `isSignedOut` is asked after a refusal, since browsers do not tell its status. */
export function dialSocket(open: () => Socket, isSignedOut: () => Promise<boolean>): Dial {
  return () =>
    new Promise((resolve, reject) => {
      const socket = open();
      let opened = false;
      // Stands before the link's own listeners, so that a call that fails with the socket finds the ending set.
      socket.addEventListener('close', (event) => {
        if (opened) end(event.code === 1009 ? 'too-large' : 'closed');
        else void isSignedOut().then((out) => reject(out ? 'signed-out' : 'closed'));
      });
      socket.addEventListener('open', () => {
        opened = true;
        resolve(session);
      });
      const checked: Socket = {
        addEventListener: socket.addEventListener.bind(socket),
        removeEventListener: socket.removeEventListener.bind(socket),
        close: socket.close.bind(socket),
        // An abort that comes after the end is sent where nobody catches: what is said to a closed socket goes
        // nowhere instead of throwing there. Calls under way are ended by the close itself.
        get readyState() {
          return socket.readyState === 0 ? 0 : OPEN;
        },
        send(data) {
          if (socket.readyState !== OPEN) return;
          const size = sizeOf(data);
          if (size > frameLimit)
            throw new FrameTooLarge(`The call takes ${size} bytes; ${frameLimit} are the most.`);
          socket.send(data);
        },
      };
      const { session, end } = createSession(
        new SocketLink({ websocket: checked }),
        () => socket.close(),
        () => socket.readyState > 1,
      );
    });
}

/** Dials the desktop host: the page asks with a nonce, and takes no port but the one that carries it. */
export function dialPort(page: Window): Dial {
  return () =>
    new Promise((resolve) => {
      const nonce = crypto.randomUUID();
      const take = (event: MessageEvent): void => {
        const [port] = event.ports;
        const data: unknown = event.data;
        if (event.source !== page || !port || typeof data !== 'object' || data === null) return;
        if (!('spillwayPort' in data) || data.spillwayPort !== nonce) return;
        page.removeEventListener('message', take);
        resolve(openPort(port));
      };
      page.addEventListener('message', take);
      page.postMessage({ spillwayAsks: nonce }, page.location.origin);
    });
}

/** A session over a port that is at hand. */
export function openPort(port: MessagePort): Session {
  port.addEventListener('close', () => end('closed'));
  const { session, end } = createSession(new PortLink({ port }), () => {
    port.close();
    end('closed');
  });
  port.start();
  return session;
}

/** The way to this page's host. */
export function pickDial(page: Window): Dial {
  // The desktop host is told by its name: only there a preload answers with a port.
  if (/\bElectron\//.test(page.navigator.userAgent)) return dialPort(page);
  const url = new URL(socketPath, page.location.href.replace(/^http/, 'ws'));
  const isSignedOut = async (): Promise<boolean> => {
    try {
      return (await fetch('/', { method: 'HEAD', cache: 'no-store' })).status === 401;
    } catch {
      return false;
    }
  };
  return dialSocket(() => new WebSocket(url), isSignedOut);
}
