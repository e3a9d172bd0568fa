import { computed, reactive, watch, type ComputedRef } from 'vue';
import { contract, type Failure, type Scope, type SendRun } from '../../../electron/contract/index.ts';
import { usePerItem } from '../../api/per-item.ts';
import { useRead } from '../../api/query.ts';
import { useStream } from '../../api/stream.ts';

export interface SendRuns {
  /** Newest first. */
  runs: ComputedRef<SendRun[]>;
  failure: ComputedRef<Failure | null>;
  /** Watches a run that began or went on. */
  follow(runId: string): void;
}

const isUnderWay = ({ state }: SendRun): boolean => state === 'running' || state === 'stopping';

/** The runs of this host to a queue or topic; those under way are watched. */
export function useSendRuns(place: () => { scope: Scope; target: string }): SendRuns {
  const known = useRead(contract.messages.runs, place);
  const live = reactive(new Map<string, SendRun>());
  const followed = reactive(new Set<string>());
  watch(
    () => known.data.value,
    (runs) => {
      for (const run of runs ?? []) {
        live.set(run.runId, run);
        if (isUnderWay(run)) followed.add(run.runId);
      }
    },
    { immediate: true },
  );
  usePerItem(
    () => [...followed],
    (runId) => runId,
    (runId) => {
      useStream(contract.messages.watchRun, { runId }, (snapshots) => {
        const last = snapshots.at(-1);
        if (!last) return;
        live.set(runId, last);
        if (!isUnderWay(last)) followed.delete(runId);
      });
    },
  );
  return {
    runs: computed(() => {
      const { scope, target } = place();
      return [...live.values()]
        .filter(
          (run) =>
            run.target === target && run.scope.profile === scope.profile && run.scope.region === scope.region,
        )
        .sort((a, b) => b.startedAt - a.startedAt);
    }),
    failure: known.failure,
    follow(runId) {
      followed.add(runId);
      void known.refetch();
    },
  };
}
