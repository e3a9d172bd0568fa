import { SNS } from '../../domain/limits.ts';
import { invalidValue } from './refusals.ts';

/** Refuses a name that a message attribute may not have. [SNS DG sns-message-attributes] */
export function checkName(name: string): void {
  if (Buffer.byteLength(name) >= SNS.attributeNameBytes)
    throw invalidValue('Length of message attribute name must be less than 256 bytes.');
  if (name.startsWith('.'))
    throw invalidValue("Invalid message attribute name starting with character '.' was found.");
  if (name.endsWith('.'))
    throw invalidValue("Invalid message attribute name ending with character '.' was found.");
  const odd = [...name].find((char) => !/[A-Za-z0-9_.-]/.test(char));
  if (odd !== undefined)
    throw invalidValue(
      `Invalid non-alphanumeric character '#x${(odd.codePointAt(0) ?? 0).toString(16).toUpperCase()}' was found in the message attribute name. Can only include alphanumeric characters, hyphens, underscores, or dots.`,
    );
  if (name.includes('..'))
    throw invalidValue("Message attribute name can not have successive '.' character.");
}
