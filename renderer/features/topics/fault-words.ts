import type { ComposerTranslation } from 'vue-i18n';
import type { SettingFault } from '../../../electron/domain/setting-fault.ts';
import type { Format } from '../../ui/format.ts';

/** A limit with the unit of its field. */
const toLimitWords = (field: string, value: number | undefined, format: Format): string => {
  if (value === undefined) return '';
  return field === 'maximumMessageSize' ? format.bytes(value) : format.number(value);
};

/** What is wrong with a field, in the page's words; null when nothing is. */
export function toFaultWords(
  t: ComposerTranslation,
  format: Format,
  faults: readonly SettingFault[],
  field: string,
): string | null {
  const fault = faults.find((each) => each.field === field);
  if (!fault) return null;
  return t(`topics.form.fault.${fault.reason}`, {
    min: toLimitWords(field, fault.min, format),
    max: toLimitWords(field, fault.max, format),
  });
}

/** What is wrong with tags, by their keys. */
export const toTagWords = (
  t: ComposerTranslation,
  format: Format,
  faults: readonly SettingFault[],
): Record<string, string> =>
  Object.fromEntries(
    faults
      .filter(({ field }) => field.startsWith('tags.'))
      .map(({ field }) => [field.slice('tags.'.length), toFaultWords(t, format, faults, field) ?? '']),
  );
