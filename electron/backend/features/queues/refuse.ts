import type { SettingFault } from '../../../domain/setting-fault.ts';
import { fail } from '../../failures.ts';

/** Refuses what AWS would refuse, before anything goes out. @throws INVALID_INPUT with the first field at fault */
export function refuseFaults(faults: readonly SettingFault[]): void {
  const [first] = faults;
  if (!first) return;
  const { field, min, max } = first;
  const numbers = Object.fromEntries(
    Object.entries({ min, max }).filter((entry): entry is [string, number] => entry[1] !== undefined),
  );
  const message = faults.map((fault) => `${fault.field} ${fault.message}`).join('; ');
  throw fail('INVALID_INPUT', `${message}.`, { field, numbers });
}

/** The same faults, of a part of the input. */
export const under = (prefix: string, faults: readonly SettingFault[]): SettingFault[] =>
  faults.map((fault) => ({ ...fault, field: `${prefix}.${fault.field}` }));
