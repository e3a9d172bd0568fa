import type { OutgoingMessage } from '../../contract/messages-send.ts';
import { SNS, SQS } from '../limits.ts';
import { findForbiddenCharacter } from './characters.ts';
import { validateFifoId } from './fifo-id.ts';
import { placeOf, type TextPlace } from './text-place.ts';
import { validateSnsMessage } from './validate-sns.ts';
import { validateMessage } from './validate.ts';

/** What the check needs to know of the queue or topic. */
export interface OutgoingTarget {
  kind: 'queue' | 'topic';
  fifo: boolean;
  contentBasedDeduplication: boolean;
  /** Bytes. */
  maximumMessageSize: number;
}

/** Why a message would be refused. `said` is AWS's own wording where it has one. */
export interface OutgoingFault {
  field: 'body' | 'attributes' | 'delay' | 'groupId' | 'deduplicationId' | 'subject';
  reason:
    | 'refused'
    | 'empty'
    | 'size'
    | 'forbidden'
    | 'tooMany'
    | 'delay'
    | 'delayFifo'
    | 'group'
    | 'deduplication'
    | 'deduplicationStandard'
    | 'subject';
  said?: string;
  /** The attribute at fault, by name. */
  attribute?: string;
  /** The character that no message may have, such as `U+0000`, and where it stands. */
  forbidden?: TextPlace & { character: string };
}

/** Everything that speaks against sending a message to this target; none when nothing does. */
export function checkOutgoing(message: OutgoingMessage, target: OutgoingTarget): OutgoingFault[] {
  return [...checkContent(message, target), ...checkIds(message, target)];
}

function checkContent({ body, attributes }: OutgoingMessage, target: OutgoingTarget): OutgoingFault[] {
  const faults: OutgoingFault[] = [];
  const found =
    target.kind === 'queue'
      ? validateMessage(body, attributes, Math.min(target.maximumMessageSize, SQS.messageSize))
      : validateSnsMessage(body, attributes, target.maximumMessageSize);
  if (target.kind === 'topic' && forbiddenIn(body)) faults.push(forbiddenFault('body', body));
  for (const { code, message: said, attribute } of found) {
    const text = attribute === undefined ? body : (attributes[attribute]?.value ?? '');
    if (body === '' && (code === 'MissingParameter' || said.endsWith('Empty message'))) {
      faults.push({ field: 'body', reason: 'empty' });
    } else if (/^Invalid characters/.test(said) && forbiddenIn(text)) {
      faults.push({
        ...forbiddenFault(attribute === undefined ? 'body' : 'attributes', text),
        ...(attribute !== undefined && { attribute }),
      });
    } else if (attribute !== undefined)
      faults.push({ field: 'attributes', reason: 'refused', said, attribute });
    else if (said.startsWith('Number of message attributes'))
      faults.push({ field: 'attributes', reason: 'tooMany', said });
    else faults.push({ field: 'body', reason: 'size', said });
  }
  return faults;
}

function checkIds(message: OutgoingMessage, target: OutgoingTarget): OutgoingFault[] {
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
  if (subject !== undefined && subject.length > SNS.subjectLength)
    faults.push({ field: 'subject', reason: 'subject' });
  return faults;
}

const forbiddenIn = (text: string): boolean => findForbiddenCharacter(text) >= 0;

function forbiddenFault(field: 'body' | 'attributes', text: string): OutgoingFault {
  const at = findForbiddenCharacter(text);
  const hex = text.charCodeAt(at).toString(16).toUpperCase().padStart(4, '0');
  return { field, reason: 'forbidden', forbidden: { ...placeOf(text, at), character: `U+${hex}` } };
}
