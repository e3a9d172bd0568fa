import { ref, shallowRef, type Ref, type ShallowRef } from 'vue';
import { contract, type Failure, type ImportFault } from '../../../electron/contract/index.ts';
import { useAct } from '../../api/act.ts';
import { textOf, wholeLines } from './whole-lines.ts';

export interface ImportReport {
  imported: number;
  refused: number;
  /** The first faults. */
  faults: ImportFault[];
}
export interface Importing {
  /** What has been taken in so far, of the file that is read or was read last. */
  report: Readonly<ShallowRef<ImportReport | null>>;
  running: Readonly<Ref<boolean>>;
  failure: Readonly<Ref<Failure | null>>;
  /** The file is not text. */
  unreadable: Readonly<Ref<boolean>>;
  start(file: Blob): Promise<void>;
}

const shownFaults = 50;

/** Takes a file of exported messages in, a part at a time. */
export function useImport(): Importing {
  const act = useAct(contract.captures.import);
  const report = shallowRef<ImportReport | null>(null);
  const running = ref(false);
  const unreadable = ref(false);

  async function start(file: Blob): Promise<void> {
    running.value = true;
    unreadable.value = false;
    let sum: ImportReport = { imported: 0, refused: 0, faults: [] };
    report.value = sum;
    try {
      for await (const part of wholeLines(textOf(file))) {
        const result = await act.run(part);
        if (!result) return;
        sum = {
          imported: sum.imported + result.imported,
          refused: sum.refused + result.refused,
          faults: [...sum.faults, ...result.faults].slice(0, shownFaults),
        };
        report.value = sum;
      }
    } catch {
      unreadable.value = true;
    } finally {
      running.value = false;
    }
  }
  return { report, running, failure: act.failure, unreadable, start };
}
