import { readFile } from 'node:fs/promises';
import path from 'node:path';

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

/** A file of the built page. */
export interface PageFile {
  body: Buffer<ArrayBuffer>;
  type: string;
  /** True for files whose name holds a hash of their content. */
  immutable: boolean;
  /** True for text, which is worth compressing. */
  text: boolean;
}

/**
 * Reads a file of the page by the path of its URL; null when there is none. `/` is `index.html`.
 * Only plain paths of known types are served: an encoded separator, a backslash, a null byte or a dotted name could
 * leave the folder and finds nothing.
 */
export async function readPageFile(folder: string, urlPath: string): Promise<PageFile | null> {
  let name: string;
  try {
    name = decodeURIComponent(urlPath);
  } catch {
    return null;
  }
  if (name === '/') name = '/index.html';
  if (!/^(\/[\w@~-][\w@~.-]*)+$/.test(name)) return null;
  const type = types[path.posix.extname(name)];
  if (!type) return null;
  try {
    const body = await readFile(path.join(folder, name));
    const text = /^text\/|json|svg/.test(type);
    return { body, type, immutable: name.startsWith('/assets/'), text };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'EISDIR' || code === 'ENOTDIR') return null;
    throw error;
  }
}
