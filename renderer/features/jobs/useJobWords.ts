import { useI18n } from 'vue-i18n';
import type { Job } from '../../../electron/contract/index.ts';
import { goalNameOf, nameOf } from './job-words.ts';

/** What a job does and to what, as a title; and where it sends to. */
export function useJobWords(): { titleOf(job: Job): string; goalOf(job: Job): string | null } {
  const { t } = useI18n();
  const goal = (job: Job): string | null =>
    job.destination?.kind === 'sources' ? t('jobs.goal.sources') : goalNameOf(job);
  return {
    goalOf: goal,
    titleOf(job) {
      const from = nameOf(job.source.queueUrl);
      const to = goal(job);
      if (to !== null && job.kind !== 'restore')
        return t('jobs.title', { kind: t(`jobs.kind.${job.kind}`), from, to });
      return t(`jobs.titleOf.${job.kind}`, { from });
    },
  };
}
