import type { MessageAttribute } from '../../contract/messages.ts';
import { SNS } from '../limits.ts';
import { type AnyAttributes, baseType, toMessageAttributes } from './attributes.ts';
import { isBase64, utf8Length } from './bytes.ts';
import { isAllowedText } from './characters.ts';
import { isNumberValue } from './number.ts';
import type { MessageFault } from './message-fault.ts';

/** Why SNS would refuse these attributes. It sets no limit to their number. [SNS DG sns-message-attributes] */
export function validateSnsAttributes(attributes: AnyAttributes | undefined): MessageFault[] {
  const faults: MessageFault[] = [];
  for (const [name, attribute] of Object.entries(toMessageAttributes(attributes))) {
    const message = faultOfName(name) ?? faultOfValue(name, attribute);
    if (message) faults.push({ code: 'ParameterValueInvalid', message, attribute: name });
  }
  return faults;
}

function faultOfName(name: string): string | null {
  if (name === '') return 'The request must contain non-empty message attribute names.';
  if (utf8Length(name) > SNS.attributeNameBytes) {
    return 'Length of message attribute name must be less than 256 bytes.';
  }
  if (name.startsWith('.')) return "Invalid message attribute name starting with character '.' was found.";
  if (name.endsWith('.')) return "Invalid message attribute name ending with character '.' was found.";
  const odd = /[^A-Za-z0-9_.-]/u.exec(name)?.[0];
  if (odd) {
    const code = `#x${(odd.codePointAt(0) ?? 0).toString(16).toUpperCase()}`;
    return `Invalid non-alphanumeric character '${code}' was found in the message attribute name. Can only include alphanumeric characters, hyphens, underscores, or dots.`;
  }
  if (name.includes('..')) return "Message attribute name can not have successive '.' character.";
  return null;
}

function faultOfValue(name: string, { type, binary, value }: MessageAttribute): string | null {
  const base = baseType(type);
  if (!['String', 'Number', 'Binary'].includes(base)) {
    return `The message attribute '${name}' has an invalid message attribute type, the set of supported type prefixes is Binary, Number, and String.`;
  }
  if (binary !== (base === 'Binary')) {
    return `The message attribute '${name}' with type '${type}' must use field '${base === 'Binary' ? 'Binary' : 'String'}'.`;
  }
  if (value === '') {
    return `The message attribute '${name}' must contain non-empty message attribute value for message attribute type '${type}'.`;
  }
  if (binary) return isBase64(value) ? null : `The value of message attribute '${name}' is not base64.`;
  if (!isAllowedText(value))
    return `Invalid characters were found in the value of message attribute '${name}'.`;
  if (base === 'Number' && !isNumberValue(value))
    return `Could not cast message attribute '${name}' value to number.`;
  return null;
}
