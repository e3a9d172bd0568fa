import { useI18n } from 'vue-i18n';
import type { BatchRow } from '../../../electron/domain/message/batch-file.ts';
import { SQS } from '../../../electron/domain/limits.ts';
import type { OutgoingFault } from '../../../electron/domain/message/outgoing.ts';
import type { DraftFault } from './send-check.ts';

export interface SendWords {
  /** Why a message would be refused. */
  faultWords(fault: DraftFault | OutgoingFault): string;
  /** What is wrong with a line of a file. */
  rowWords(row: BatchRow): string[];
}

/** Faults in the language of the page; what AWS words itself stays as AWS says it. */
export function useSendWords(): SendWords {
  const { t } = useI18n();
  function faultWords({ reason, said, forbidden }: DraftFault | OutgoingFault): string {
    if (forbidden) return t('messages.send.fault.forbidden', { ...forbidden });
    if (reason === 'tooMany') return t('messages.send.fault.tooMany', { most: SQS.messageAttributes });
    return said ?? t(`messages.send.fault.${reason}`);
  }
  return {
    faultWords,
    rowWords({ fault, refused }) {
      if (fault) return [t(`messages.send.batch.fault.${fault.code}`, { field: fault.field ?? '' })];
      return refused.map(
        (one) => (one.attribute === undefined ? '' : `${one.attribute}: `) + faultWords(one),
      );
    },
  };
}
