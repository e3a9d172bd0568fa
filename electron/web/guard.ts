import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

const own = /^(127\.0\.0\.1|localhost|\[::1\])(:\d{1,5})?$/;

/**
 * Why a request is refused, or null. A page elsewhere may reach this port through a name that it points at 127.0.0.1
 * (DNS rebinding), so the name itself must be ours; any port, since an ssh tunnel has its own.
 */
export function refusal(request: IncomingMessage): string | null {
  const { host, origin } = request.headers;
  if (!host || !own.test(host)) return 'This address is served under 127.0.0.1, localhost or [::1] only.';
  if (origin !== undefined && origin !== `http://${host}`) return 'Another site may not call this address.';
  // Browsers always name the origin of a socket; a navigation has none.
  if (request.headers.upgrade && origin === undefined) return 'A socket must name its origin.';
  return null;
}

const isSame = (given: string, wanted: string): boolean =>
  given.length === wanted.length && timingSafeEqual(Buffer.from(given), Buffer.from(wanted));

/** Lets a browser in: a token that works once, then a cookie. */
export interface Door {
  token: string;
  /** The Set-Cookie line for the right token, once; null afterwards. */
  exchange(token: string): string | null;
  /** Whether the request carries the cookie. */
  isOpenFor(request: IncomingMessage): boolean;
}

/** Makes a door with secrets that live as long as this process. */
export function createDoor(): Door {
  const secret = randomBytes(32).toString('base64url');
  // Cookies know no ports: the name is this process's own, so that two hosts do not overwrite each other's.
  const name = `spillway-${randomBytes(6).toString('hex')}`;
  const token = randomBytes(32).toString('base64url');
  let used = false;
  return {
    token,
    exchange(given) {
      if (used || !isSame(given, token)) return null;
      used = true;
      return `${name}=${secret}; Path=/; HttpOnly; SameSite=Strict`;
    },
    isOpenFor: (request) =>
      (request.headers.cookie ?? '')
        .split(';')
        .map((pair) => pair.trim().split('='))
        .some(([key, value]) => key === name && value !== undefined && isSame(value, secret)),
  };
}
