import { SQS } from './limits.ts';
import type { SettingFault } from './setting-fault.ts';

/** Why a tag would be refused; `min` of `long` is the longest key, `max` the longest value. */
export type TagFault = SettingFault<'long' | 'reserved' | 'characters'>;

/**
 * What speaks against the tags of a queue or a topic; SQS and SNS draw the same lines. More than 50 are only not
 * recommended on a queue, and too many on a topic. [SQS DG quotas-queues; SNS API TagResource]
 */
export function checkTags(tags: Readonly<Record<string, string>>, field = 'tags'): TagFault[] {
  return Object.entries(tags).flatMap(([key, value]): TagFault[] => {
    const at = `${field}.${key}`;
    if (key.length < 1 || key.length > SQS.tagKeyLength || value.length > SQS.tagValueLength) {
      const message = `has a key of 1 to ${SQS.tagKeyLength} and a value of up to ${SQS.tagValueLength} characters`;
      return [{ field: at, reason: 'long', min: SQS.tagKeyLength, max: SQS.tagValueLength, message }];
    }
    if (/^aws:/i.test(key))
      return [{ field: at, reason: 'reserved', message: 'begins with aws:, which is reserved' }];
    if (!/^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u.test(key + value))
      return [
        { field: at, reason: 'characters', message: 'takes letters, digits, white space and _.:/=+-@' },
      ];
    return [];
  });
}
