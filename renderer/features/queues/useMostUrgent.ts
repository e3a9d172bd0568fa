import { computed, type ComputedRef } from 'vue';
import { useI18n } from 'vue-i18n';
import { useFormat } from '../../ui/format.ts';
import { useSecond } from '../../ui/second.ts';
import { toGrowthWords, toLossWords } from './dead-letters-words.ts';
import { urgencyOf, type Urgency } from './dead-letters-urgency.ts';
import type { DeadLetterRow } from './dead-letters.ts';

/** The dead-letter queue to look at first, and why in words; null when none holds messages. */
export interface MostUrgent {
  item: DeadLetterRow;
  urgency: Urgency;
  words: string;
}

/** @param rows the most urgent first */
export function useMostUrgent(rows: ComputedRef<readonly DeadLetterRow[]>): ComputedRef<MostUrgent | null> {
  const { t } = useI18n();
  const format = useFormat();
  const now = useSecond();
  return computed(() => {
    const item = rows.value[0];
    if (!item?.depth) return null;
    const urgency = urgencyOf(item, now.value);
    const { name } = item;
    if (urgency === 'expiring') {
      const { text: left } = toLossWords(t, format.value, item, now.value);
      return { item, urgency, words: t('failures.urgent.expiring', { name, left }) };
    }
    const n =
      urgency === 'growing'
        ? toGrowthWords(t, format.value, item.growth).text
        : format.value.number(item.depth);
    return {
      item,
      urgency,
      words: t(`failures.urgent.${urgency === 'growing' ? 'growing' : 'waiting'}`, { name, n }),
    };
  });
}
