import { join } from './service-cause.ts';
import { isObject, type JsonValue } from './json-body.ts';
import { toTemplate } from './normalise.ts';

const errorName =
  /^(?:last|root|inner|the)?_?-?(?:errors?|exceptions?|failures?|faults?|err)[_.-]?(?:type|code|name|class|kind|message|msg|reason|text|description|details?|info|cause)?$/iu;
const codeNames = ['type', 'errorType', 'code', 'errorCode', 'error_code', 'name', 'class', 'kind'];
const messageNames = [
  'message',
  'errorMessage',
  'error_message',
  'reason',
  'msg',
  'description',
  'detail',
  'title',
];

/** Whether a field's or an attribute's name says that it holds an error. */
export const isErrorName = (name: string): boolean => errorName.test(name);

/** An error that a body names, with the path to it. */
export interface ErrorField {
  path: (string | number)[];
  title: string;
}

const deepest = 4;

/** The error field nearest to the root; null when the body has none, or it is empty. */
export function findErrorField(body: JsonValue): ErrorField | null {
  let level: { path: (string | number)[]; value: JsonValue }[] = [{ path: [], value: body }];
  for (let depth = 0; depth < deepest && level.length > 0; depth += 1) {
    const next: typeof level = [];
    for (const { path, value } of level) {
      if (!isObject(value)) continue;
      const found = ofObject(path, value);
      if (found) return found;
      for (const [name, inner] of Object.entries(value)) {
        if (isObject(inner)) next.push({ path: [...path, name], value: inner });
      }
    }
    level = next;
  }
  return null;
}

function ofObject(path: (string | number)[], value: { [name: string]: JsonValue }): ErrorField | null {
  const named = Object.keys(value).filter(isErrorName);
  const codes: string[] = [];
  const texts: string[] = [];
  const from: string[] = [];
  for (const name of named) {
    const field = value[name];
    const inner = Array.isArray(field) ? field[0] : field;
    if (isObject(inner)) {
      const title = ofError(inner);
      if (title !== '') return { path: Array.isArray(field) ? [...path, name, 0] : [...path, name], title };
    } else if (
      (typeof inner === 'string' && inner.trim() !== '') ||
      (typeof inner === 'number' && inner !== 0)
    ) {
      from.push(name);
      if (/(?:type|code|name|class|kind)$/iu.test(name)) codes.push(String(inner));
      else texts.push(toTemplate(String(inner)));
    }
  }
  const first = from[0];
  if (first === undefined) return null;
  return { path: [...path, first], title: join(codes.map(toCode).join(' '), texts[0] ?? '') };
}

function ofError(error: { [name: string]: JsonValue }): string {
  const pick = (names: readonly string[]): string => {
    for (const name of names) {
      const value = Object.hasOwn(error, name) ? error[name] : undefined;
      if (typeof value === 'string' && value.trim() !== '') return value;
      if (typeof value === 'number') return String(value);
    }
    return '';
  };
  return join(toCode(pick(codeNames)), toTemplate(pick(messageNames)));
}

/** A code names the cause and stays as it is, 404 or E1205; a longer text in its place is taken as one. */
const toCode = (text: string): string =>
  /^[\w.:$-]{1,80}$/u.test(text) && !/\d{5}/u.test(text) ? text : toTemplate(text);
