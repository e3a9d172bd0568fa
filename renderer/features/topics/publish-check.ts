import { checkTopicMessage } from '../../../electron/domain/check-topic-message.ts';
import { parseProtocolTexts } from '../../../electron/domain/protocol-texts.ts';
import type { TopicMessageFault, TopicTaker } from '../../../electron/domain/topic-message.ts';
import { doubleNames } from '../../ui/typed-pairs.ts';
import { toPublishFields, type PublishDraft } from './publish-draft.ts';

export type PublishField = TopicMessageFault['field'];

/** Why a draft would be refused. `said` is AWS's own wording; without it the page has words of its own. */
export interface PublishFault {
  field: PublishField;
  reason: Exclude<TopicMessageFault['reason'], 'size'> | 'doubleName';
  said?: string;
  attribute?: string;
  /** True while nothing was typed yet: not shown before the first try. */
  quiet: boolean;
}

/** Everything that speaks against publishing the draft; none when nothing does. */
export function checkPublish(draft: PublishDraft, taker: TopicTaker): PublishFault[] {
  const fields = toPublishFields(draft);
  const doubles = [...doubleNames(draft.attributes)].map((attribute): PublishFault => ({
    ...{ field: 'attributes', reason: 'doubleName', attribute, quiet: false },
  }));
  // What was typed for a FIFO topic stays in the draft; on a standard one it is not sent.
  const given = taker.fifo ? fields : { ...fields, deduplicationId: undefined };
  const faults = checkTopicMessage(given, taker).map(
    ({ field, reason, message, attribute }): PublishFault => {
      const pair = draft.attributes.find(({ name }) => name === attribute);
      const untouched = pair !== undefined && (pair.value === '' || pair.name === '');
      const absent = reason === 'empty' || reason === 'group' || reason === 'deduplication';
      return {
        field,
        reason: reason === 'size' ? 'refused' : reason,
        ...((reason === 'refused' || reason === 'size') && { said: message }),
        ...(attribute !== undefined && { attribute }),
        quiet: absent || untouched,
      };
    },
  );
  const fallback = draft.structure === 'json' ? parseProtocolTexts(draft.json).texts?.default : undefined;
  const silent: PublishFault[] = fallback === '' ? [{ field: 'message', reason: 'empty', quiet: true }] : [];
  return [...doubles, ...faults, ...silent];
}
