import { SQS } from '../../domain/limits.ts';
import { invalidParameter } from './failures.ts';

/** Holds tags against AWS's rules: key 1 to 128 and value up to 256 characters, no `aws:` keys. */
export function checkTags(tags: Record<string, string>): void {
  for (const [key, value] of Object.entries(tags)) {
    if (key.length < 1 || key.length > SQS.tagKeyLength) {
      throw invalidParameter(`Tag keys must be between 1 and ${SQS.tagKeyLength} characters in length.`);
    }
    if (value.length > SQS.tagValueLength) {
      throw invalidParameter(`Tag values must be between 0 and ${SQS.tagValueLength} characters in length.`);
    }
    if (/^aws:/i.test(key))
      throw invalidParameter('Tag keys starting with aws: are reserved for system use.');
    if (!/^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u.test(key + value)) {
      throw invalidParameter('Tags can only contain Unicode letters, digits, white space, and _.:/=+-@.');
    }
  }
}
