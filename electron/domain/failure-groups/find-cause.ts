import type { Cause, FailedMessage } from './cause.ts';
import { findErrorField, isErrorName } from './error-fields.ts';
import { toCause } from './group-key.ts';
import { parseBody, type JsonValue } from './json-body.ts';
import { formatPath, valueAt, type JsonPath } from './json-path.ts';
import { toTemplate } from './normalise.ts';
import { join, toServiceCause } from './service-cause.ts';
import { toShape, toShapeTitle } from './shape.ts';

/**
 * Why a message failed, by the best evidence that it carries: what a service wrote into its attributes, an error field
 * of the body, an error attribute of the application, else the shape of the body.
 */
export function findCause(message: FailedMessage): Cause {
  const known = toServiceCause(message);
  if (known) return known;
  const body = parseBody(message.body);
  const field = body === undefined ? null : findErrorField(body);
  if (field) return toCause('body', formatPath(field.path), field.title);
  return ofAttributes(message) ?? ofWhole(message.body, body);
}

/** The cause by one field of the body, which somebody chose. */
export const causeAt = (message: FailedMessage, path: JsonPath): Cause =>
  toPathCause(fieldAt(message.body, path), path);

/** The value of a field of a body; undefined where there is none. */
export function fieldAt(text: string, path: JsonPath): JsonValue | undefined {
  const body = parseBody(text);
  return body === undefined ? undefined : valueAt(body, path);
}

/** The cause that a field's value means. */
export function toPathCause(value: JsonValue | undefined, path: JsonPath): Cause {
  const from = formatPath(path);
  if (value === undefined) return toCause('missing', from, '');
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return toCause('path', from, toTemplate(text));
}

function ofAttributes({ attributes }: FailedMessage): Cause | null {
  const named = Object.entries(attributes)
    .filter(([name, { binary, value }]) => !binary && value.trim() !== '' && isErrorName(name))
    .sort(([a], [b]) => (a < b ? -1 : 1));
  const [first] = named;
  if (!first) return null;
  return toCause('attribute', first[0], named.map(([, { value }]) => toTemplate(value)).reduce(join));
}

function ofWhole(text: string, body: JsonValue | undefined): Cause {
  if (body !== undefined && typeof body !== 'string') {
    return toCause('shape', '', toShapeTitle(body), toShape(body));
  }
  const plain = typeof body === 'string' ? body : text;
  // How far a body came before it was cut differs from one to the next: its first name tells its kind.
  const cut = /^\s*\{\s*("(?:[^"\\]|\\.){1,120}")\s*:/u.exec(plain);
  if (cut) return toCause('cut', '', `{ ${toTemplate(cut[1] ?? '')}: …`);
  if (/^\s*\[\s*[[{"\d]/u.test(plain)) return toCause('cut', '', '[ …');
  if (plain.length >= 40 && /^[A-Za-z0-9+/_-]+={0,2}$/u.test(plain.slice(0, 4_000).trimEnd())) {
    return toCause('encoded', '', plain.startsWith('H4sI') ? 'gzip, base64' : 'base64');
  }
  return toCause('text', '', toTemplate(plain));
}
