import { validateFifoId, validateSnsMessage } from '../../../electron/domain/message/index.ts';
import { doubleNames, toAttributes } from '../../ui/typed-pairs.ts';
import { messageOf, type PublishDraft } from './publish-draft.ts';

/** What the check needs to know of the topic. */
export interface PublishTarget {
  fifo: boolean;
  contentBasedDeduplication: boolean;
  /** Bytes. */
  maximumMessageSize: number;
}

export type PublishField = 'message' | 'subject' | 'attributes' | 'groupId' | 'deduplicationId';

/** Why a draft would be refused. `said` is AWS's own wording; without it the page has words of its own. */
export interface PublishFault {
  field: PublishField;
  reason: 'refused' | 'empty' | 'double' | 'subject' | 'json' | 'default' | 'group' | 'deduplication';
  said?: string;
  attribute?: string;
  /** True while nothing was typed yet: not shown before the first try. */
  quiet: boolean;
}

/** What is wrong with a text per protocol: no JSON object, or no text for `default`. */
function faultOfProtocols(text: string): 'json' | 'default' | null {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return 'json';
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) return 'json';
  const fallback: unknown = 'default' in parsed ? parsed.default : undefined;
  return typeof fallback === 'string' ? null : 'default';
}

/** A subject has fewer than 100 characters, no line break and no control character. [SNS API Publish] */
const isSubject = (text: string): boolean => text.length < 100 && !/\p{Cc}/u.test(text);

/** Everything that speaks against publishing the draft; none when nothing does. */
export function checkPublish(draft: PublishDraft, target: PublishTarget): PublishFault[] {
  const faults: PublishFault[] = [];
  const add = (fault: Omit<PublishFault, 'quiet'>, quiet = false): void =>
    void faults.push({ ...fault, quiet });
  for (const name of doubleNames(draft.attributes))
    add({ field: 'attributes', reason: 'double', attribute: name });
  const message = messageOf(draft);
  for (const fault of validateSnsMessage(
    message,
    toAttributes(draft.attributes),
    target.maximumMessageSize,
  )) {
    if (fault.attribute !== undefined) {
      const pair = draft.attributes.find(({ name }) => name === fault.attribute);
      const untouched = pair?.value === '' || pair?.name === '';
      add(
        { field: 'attributes', reason: 'refused', said: fault.message, attribute: fault.attribute },
        untouched,
      );
    } else if (message === '') add({ field: 'message', reason: 'empty' }, true);
    else add({ field: 'message', reason: 'refused', said: fault.message });
  }
  if (draft.structure === 'json' && message !== '') {
    const reason = faultOfProtocols(message);
    if (reason) add({ field: 'message', reason });
  }
  if (!isSubject(draft.subject)) add({ field: 'subject', reason: 'subject' });
  if (draft.groupId !== '') {
    const fault = validateFifoId('MessageGroupId', draft.groupId);
    if (fault) add({ field: 'groupId', reason: 'refused', said: fault.message });
  } else if (target.fifo) add({ field: 'groupId', reason: 'group' }, true);
  if (target.fifo && draft.deduplicationId !== '') {
    const fault = validateFifoId('MessageDeduplicationId', draft.deduplicationId);
    if (fault) add({ field: 'deduplicationId', reason: 'refused', said: fault.message });
  } else if (target.fifo && !target.contentBasedDeduplication)
    add({ field: 'deduplicationId', reason: 'deduplication' }, true);
  return faults;
}
