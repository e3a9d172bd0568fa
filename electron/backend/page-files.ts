import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { noticePage, notices } from './page-notice.ts';

/**
 * The Content-Security-Policy of the page on every host. naive-ui writes its styles into the document, hence
 * 'unsafe-inline' for styles only; the last three directives are not covered by default-src.
 */
export const pagePolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self'",
  "worker-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** Headers of every answer, on every host. */
export const pageHeaders = {
  'content-security-policy': pagePolicy,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
} as const;

const compress = promisify(gzip);

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
};

/** What a host sends for an address of the page. */
export interface PageAnswer {
  status: number;
  headers: Record<string, string>;
  body: Buffer<ArrayBuffer> | string;
}

/** An answer in words, for people. */
export const textAnswer = (status: number, text: string): PageAnswer => ({
  status,
  headers: { ...pageHeaders, 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' },
  body: `${text}\n`,
});

/** An answer as a page that says what is wrong and what to do. */
export const noticeAnswer = (status: number, text: string): PageAnswer => ({
  status,
  headers: { ...pageHeaders, 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' },
  body: noticePage(text),
});

/** Sends a browser on, with a cookie to keep if there is one. */
export const redirectAnswer = (location: string, cookie: string | null): PageAnswer => ({
  status: 303,
  headers: { ...pageHeaders, 'cache-control': 'no-store', location, ...(cookie && { 'set-cookie': cookie }) },
  body: '',
});

const missing = textAnswer(404, 'There is no such file.');

/**
 * Answers with a file of the built page by the path of its URL; `/` is `index.html`. Only plain paths of known types
 * are served: an encoded separator, a backslash, a null byte or a dotted name could leave the folder and finds nothing.
 */
export async function answerPage(folder: string, urlPath: string, mayGzip = false): Promise<PageAnswer> {
  let name: string;
  try {
    name = urlPath === '/' ? '/index.html' : decodeURIComponent(urlPath);
  } catch {
    return missing;
  }
  const type = types[path.posix.extname(name)];
  if (!type || !/^(\/[\w@~-][\w@~.-]*)+$/.test(name)) return missing;
  let body: Buffer<ArrayBuffer>;
  try {
    body = await readFile(path.join(folder, name));
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'ENOENT' && code !== 'EISDIR' && code !== 'ENOTDIR') throw error;
    return urlPath === '/' ? noticeAnswer(503, notices.unbuilt) : missing;
  }
  const gzipped = mayGzip && /^text\/|json|svg/.test(type);
  return {
    status: 200,
    headers: {
      ...pageHeaders,
      'content-type': type,
      // Names under assets hold a hash of their content.
      'cache-control': name.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
      vary: 'accept-encoding',
      ...(gzipped && { 'content-encoding': 'gzip' }),
    },
    body: gzipped ? await compress(body) : body,
  };
}
