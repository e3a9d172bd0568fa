import type { ComposerTranslation } from 'vue-i18n';
import type { SettingFault } from '../../../electron/domain/setting-fault.ts';
import type { Format } from '../../ui/format.ts';

/** A limit with the unit of its field. */
export function toLimitWords(field: string, value: number, format: Format): string {
  if (field.endsWith('maximumMessageSize')) return format.bytes(value);
  if (/(Timeout|Period|delay|receiveWait)$/.test(field)) return format.duration(value);
  return format.number(value);
}

/** What is wrong with a field, in the page's words; null when nothing is. */
export function toFaultWords(
  t: ComposerTranslation,
  format: Format,
  faults: readonly SettingFault[],
  field: string,
): string | null {
  const fault = faults.find((each) => each.field === field);
  if (!fault) return null;
  const limit = (value: number | undefined): string =>
    value === undefined ? '' : toLimitWords(field, value, format);
  return t(`queues.form.fault.${fault.reason}`, { min: limit(fault.min), max: limit(fault.max) });
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
