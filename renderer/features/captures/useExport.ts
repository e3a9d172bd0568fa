import { ref, shallowRef, type Ref, type ShallowRef } from 'vue';
import { contract, type CaptureChoice, type Failure } from '../../../electron/contract/index.ts';
import { useCall } from '../../api/client.ts';
import { toFailure } from '../../api/failure.ts';
import { downloadBlob } from '../../ui/download.ts';

export interface Exporting {
  /** Messages written so far; null when no export runs. */
  done: Readonly<Ref<number | null>>;
  failure: Readonly<ShallowRef<Failure | null>>;
  start(choice: CaptureChoice, name: string): Promise<void>;
  stop(): void;
}

/** Parts become a blob after so many characters: the browser keeps blobs out of the page's memory. */
const foldAt = 8 * 1024 * 1024;

/** Writes kept messages into a file, part by part as they come. */
export function useExport(): Exporting {
  const call = useCall();
  const done = ref<number | null>(null);
  const failure = shallowRef<Failure | null>(null);
  let control: AbortController | undefined;

  async function start(choice: CaptureChoice, name: string): Promise<void> {
    control?.abort();
    const own = new AbortController();
    control = own;
    done.value = 0;
    failure.value = null;
    try {
      let file = new Blob([]);
      let parts: string[] = [];
      let units = 0;
      const fold = (): void => {
        file = new Blob([file, ...parts], { type: 'application/jsonl' });
        parts = [];
        units = 0;
      };
      const stream = await call(contract.captures.export, { choice }, { signal: own.signal });
      for await (const { lines, count } of stream) {
        if (own.signal.aborted) return;
        parts.push(lines);
        units += lines.length;
        done.value += count;
        if (units >= foldAt) fold();
      }
      fold();
      downloadBlob(name, file);
    } catch (error) {
      if (!own.signal.aborted) failure.value = toFailure(error);
    } finally {
      if (control === own) done.value = null;
    }
  }
  return {
    done,
    failure,
    start,
    stop: () => {
      control?.abort();
      done.value = null;
    },
  };
}
