import { SQS } from '../../../electron/domain/limits.ts';
import { validateFifoId, validateMessage } from '../../../electron/domain/message/index.ts';
import { doubleNames, toAttributes } from '../../ui/typed-pairs.ts';
import type { SendDraft } from './send-draft.ts';

/** What the check needs to know of the queue. */
export interface SendTarget {
  fifo: boolean;
  contentBasedDeduplication: boolean;
  /** Bytes. */
  maximumMessageSize: number;
}

export type SendField = 'body' | 'attributes' | 'delay' | 'groupId' | 'deduplicationId';

/** Why a draft would be refused. `said` is AWS's own wording; without it the page has words of its own. */
export interface DraftFault {
  field: SendField;
  reason: 'refused' | 'empty' | 'double' | 'delay' | 'group' | 'deduplication';
  said?: string;
  /** The attribute at fault, by name. */
  attribute?: string;
  /** True while nothing was typed yet: not shown before the first try. */
  quiet: boolean;
}

const isDelay = (text: string): boolean => /^\d{1,3}$/.test(text) && Number(text) <= 900;

/** Everything that speaks against sending the draft to this queue; none when nothing does. */
export function checkDraft(draft: SendDraft, target: SendTarget): DraftFault[] {
  const faults: DraftFault[] = [];
  const add = (fault: Omit<DraftFault, 'quiet'>, quiet = false): void =>
    void faults.push({ ...fault, quiet });
  for (const name of doubleNames(draft.attributes))
    add({ field: 'attributes', reason: 'double', attribute: name });
  const attributes = toAttributes(draft.attributes);
  for (const { code, message, attribute } of validateMessage(
    draft.body,
    attributes,
    Math.min(target.maximumMessageSize, SQS.messageSize),
  )) {
    if (code === 'MissingParameter') add({ field: 'body', reason: 'empty' }, true);
    else if (attribute !== undefined) {
      const pair = draft.attributes.find(({ name }) => name === attribute);
      const untouched = pair?.value === '' || pair?.name === '';
      add({ field: 'attributes', reason: 'refused', said: message, attribute }, untouched);
    } else {
      const field = message.startsWith('Number of message attributes') ? 'attributes' : 'body';
      add({ field, reason: 'refused', said: message });
    }
  }
  if (!target.fifo && draft.delay !== '' && !isDelay(draft.delay)) add({ field: 'delay', reason: 'delay' });
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
