import { useI18n } from 'vue-i18n';
import type { JobItem } from '../../../electron/contract/index.ts';
import { useFormat } from '../../ui/format.ts';

/** What became of a message, and what a person can do about it. */
export function useItemWords(): { reasonOf(item: JobItem): string; todoOf(item: JobItem): string | null } {
  const { t, te } = useI18n();
  const format = useFormat();
  return {
    reasonOf({ reason, returnedAt, state }) {
      if (returnedAt !== null) return t('jobs.backAt', { at: format.value.second(returnedAt) });
      const [code = '', ...rest] = (reason ?? '').split(': ');
      if (reason === null) return t(`jobs.followed.${state}`);
      return te(`jobs.reason.${code}`, 'en')
        ? t(`jobs.reason.${code}`, { detail: rest.join(': ') })
        : te(`failure.${code}.title`, 'en')
          ? `${t(`failure.${code}.title`)} ${rest.join(': ')}`
          : reason;
    },
    todoOf({ state, returnedAt, doubt, reason }) {
      if (returnedAt !== null) return t('jobs.todo.returned');
      if (state === 'failed' || state === 'gone' || state === 'uncertain' || state === 'left')
        return t(`jobs.todo.${state}`);
      if (reason?.startsWith('destination-gone')) return t('jobs.todo.destinationGone');
      return doubt ? t('jobs.todo.doubt') : null;
    },
  };
}
