import type { OutgoingMessage } from '../../contract/messages-send.ts';
import { isSubject } from '../subject.ts';
import { validateFifoId } from './fifo-id.ts';
import type { OutgoingFault, OutgoingTarget } from './outgoing.ts';

/** What speaks against the group and deduplication id of a message. */
export function checkIds(message: OutgoingMessage, target: OutgoingTarget): OutgoingFault[] {
  const faults: OutgoingFault[] = [];
  const { delaySeconds, groupId, deduplicationId, subject } = message;
  if (delaySeconds !== undefined && target.kind === 'queue') {
    const allowed = Number.isInteger(delaySeconds) && delaySeconds >= 0 && delaySeconds <= 900;
    if (target.fifo) faults.push({ field: 'delay', reason: 'delayFifo' });
    else if (!allowed) faults.push({ field: 'delay', reason: 'delay' });
  }
  const group = groupId === undefined ? null : validateFifoId('MessageGroupId', groupId);
  if (group) faults.push({ field: 'groupId', reason: 'refused', said: group.message });
  else if (target.fifo && groupId === undefined) faults.push({ field: 'groupId', reason: 'group' });
  if (deduplicationId !== undefined) {
    const fault = validateFifoId('MessageDeduplicationId', deduplicationId);
    if (!target.fifo) faults.push({ field: 'deduplicationId', reason: 'deduplicationStandard' });
    else if (fault) faults.push({ field: 'deduplicationId', reason: 'refused', said: fault.message });
  } else if (target.fifo && !target.contentBasedDeduplication) {
    faults.push({ field: 'deduplicationId', reason: 'deduplication' });
  }
  if (subject !== undefined && !isSubject(subject)) faults.push({ field: 'subject', reason: 'subject' });
  return faults;
}
