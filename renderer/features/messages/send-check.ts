import { checkOutgoing } from '../../../electron/domain/message/outgoing-check.ts';
import type { OutgoingFault, OutgoingTarget } from '../../../electron/domain/message/outgoing.ts';
import { doubleNames } from '../../ui/typed-pairs.ts';
import { isPlainDelay, toSendFields, type SendDraft } from './send-draft.ts';

/** What the check needs to know of the queue. */
export type SendTarget = Omit<OutgoingTarget, 'kind'> & Partial<Pick<OutgoingTarget, 'kind'>>;

export type SendField = OutgoingFault['field'];

/** Why a draft would be refused. `said` is AWS's own wording; without it the page has words of its own. */
export interface DraftFault extends Omit<OutgoingFault, 'reason'> {
  reason: OutgoingFault['reason'] | 'double';
  /** True while nothing was typed yet: not shown before the first try. */
  quiet: boolean;
}

/** Everything that speaks against sending the draft to this queue; none when nothing does. */
export function checkDraft(draft: SendDraft, target: SendTarget): DraftFault[] {
  const doubles = [...doubleNames(draft.attributes)].map((attribute): DraftFault => ({
    field: 'attributes',
    reason: 'double',
    attribute,
    quiet: false,
  }));
  const { delaySeconds: _, ...fields } = toSendFields(draft);
  const faults = checkOutgoing(fields, { kind: 'queue', ...target }).map((fault): DraftFault => {
    const pair = draft.attributes.find(({ name }) => name === fault.attribute);
    const untouched = fault.reason === 'refused' && (pair?.value === '' || pair?.name === '');
    return { ...fault, quiet: untouched || ['empty', 'group', 'deduplication'].includes(fault.reason) };
  });
  if (!target.fifo && draft.delay !== '' && !isPlainDelay(draft.delay))
    faults.push({ field: 'delay', reason: 'delay', quiet: false });
  return [...doubles, ...faults];
}
