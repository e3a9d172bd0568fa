import type { OutgoingMessage } from '../../contract/messages-send.ts';
import { SQS } from '../limits.ts';
import { findForbiddenCharacter } from './characters.ts';
import { placeOf } from './text-place.ts';
import { validateSnsMessage } from './validate-sns.ts';
import { validateMessage } from './validate.ts';
import type { OutgoingFault, OutgoingTarget } from './outgoing.ts';
import { checkIds } from './outgoing-ids.ts';

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

const forbiddenIn = (text: string): boolean => findForbiddenCharacter(text) >= 0;

function forbiddenFault(field: 'body' | 'attributes', text: string): OutgoingFault {
  const at = findForbiddenCharacter(text);
  const hex = text.charCodeAt(at).toString(16).toUpperCase().padStart(4, '0');
  return { field, reason: 'forbidden', forbidden: { ...placeOf(text, at), character: `U+${hex}` } };
}
