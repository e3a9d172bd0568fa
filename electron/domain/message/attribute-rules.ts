import type { MessageAttribute } from '../../contract/messages.ts';
import { SQS } from '../limits.ts';
import { baseType } from './attributes.ts';
import { isBase64, utf8Length } from './bytes.ts';
import { INVALID_CHARACTERS, isAllowedText } from './characters.ts';
import { isNumberValue } from './number.ts';

/** Why SQS would refuse an attribute's name. */
export function faultOfName(name: string): string | null {
  if (name === '') return 'The request must contain non-empty message attribute names.';
  if (utf8Length(name) > SQS.attributeNameLength) {
    return 'Message (user) attribute names must be shorter than 256 Bytes';
  }
  // SQS takes letters beyond ASCII though its guide does not say so.
  if (!/^[\p{L}\p{N}_.-]+$/u.test(name)) {
    return 'Message (user) attributes name can only contain upper and lower score characters, digits, periods, hyphens and underscores. ';
  }
  if (/^(aws|amazon)\./i.test(name) || name.startsWith('.') || name.endsWith('.') || name.includes('..')) {
    return "You can't use message attribute names beginning with 'AWS.' or 'Amazon.'. These strings are reserved for internal use. Additionally, they cannot start or end with '.'.";
  }
  return null;
}

/** Why SQS would refuse an attribute's type. */
export function faultOfType(name: string, type: string): string | null {
  if (type === '') return `Message (user) attribute '${name}' must contain a non-empty attribute type.`;
  if (utf8Length(type) > SQS.attributeTypeLength) {
    return 'Message (user) attribute types must be shorter than 256 Bytes';
  }
  if (!['String', 'Number', 'Binary'].includes(baseType(type)) || type.endsWith('.')) {
    return `The type of message (user) attribute '${name}' is invalid. You must use only the following supported type prefixes: Binary, Number, String.`;
  }
  return null;
}

/** Why SQS would refuse an attribute's value. */
export function faultOfValue(name: string, { type, binary, value }: MessageAttribute): string | null {
  const base = baseType(type);
  if (binary !== (base === 'Binary')) {
    const field = base === 'Binary' ? 'Binary' : 'String';
    return `The message attribute '${name}' with type '${type}' must use field '${field}'.`;
  }
  if (value === '')
    return `Message (user) attribute '${name}' must contain a non-empty value of type '${base}'.`;
  if (binary)
    return isBase64(value) ? null : `The value of message (user) attribute '${name}' is not base64.`;
  if (!isAllowedText(value)) return INVALID_CHARACTERS;
  if (base === 'Number' && !isNumberValue(value)) {
    return `Can't cast the value of message (user) attribute '${name}' to a number.`;
  }
  return null;
}
