import type { ComposerTranslation } from 'vue-i18n';
import { nearnessOf } from '../../../electron/domain/expiry.ts';
import type { Format } from '../../ui/format.ts';
import type { DeadLetterRow } from './dead-letters.ts';

export type Tone = 'red' | 'amber' | 'plain' | 'quiet';
const tones = { over: 'amber', now: 'red', soon: 'amber', later: 'plain', unknown: 'quiet' } as const;

/** A figure, what stands under it, and its colour. */
export interface Words {
  text: string;
  note: string;
  tone: Tone;
}

/** In how long the oldest known message is lost, as far as that is known. */
export function toLossWords(
  t: ComposerTranslation,
  format: Format,
  { expiry, depth }: Pick<DeadLetterRow, 'expiry' | 'depth'>,
  now: number,
): Words {
  if (!depth) return { text: '–', note: '', tone: 'quiet' };
  const near = nearnessOf(expiry, now);
  const tone = tones[near];
  if (expiry.at === null) return { text: t('failures.loss.unknown'), note: t('failures.loss.capture'), tone };
  if (near === 'over') return { text: t('failures.loss.over'), note: t('failures.loss.captureAgain'), tone };
  const left = Math.round((expiry.at - now) / 1000);
  return {
    text: left > 0 ? format.duration(left) : t('failures.loss.anyMoment'),
    note: expiry.kind === 'earliest' ? t('failures.loss.earliest') : format.moment(expiry.at),
    tone,
  };
}

/** How fast it grows or shrinks. */
export function toGrowthWords(t: ComposerTranslation, format: Format, growth: number | null): Words {
  if (growth === null) return { text: t('failures.growth.measuring'), note: '', tone: 'quiet' };
  const rounded = Math.abs(growth) < 10 ? Math.round(growth * 10) / 10 : Math.round(growth);
  if (rounded === 0) return { text: '0', note: '', tone: 'quiet' };
  const n = `${rounded > 0 ? '+' : '−'}${format.number(Math.abs(rounded))}`;
  return { text: t('failures.growth.perMinute', { n }), note: '', tone: rounded > 0 ? 'red' : 'plain' };
}

/** How much of the queue is captured, and since when. */
export function toCapturedWords(
  t: ComposerTranslation,
  format: Format,
  { coverage, depth }: Pick<DeadLetterRow, 'coverage' | 'depth'>,
  now: number,
): Words {
  if (coverage?.running) return { text: t('failures.captured.running'), note: '', tone: 'plain' };
  if (!coverage || (coverage.inQueue === 0 && !coverage.last))
    return { text: depth ? t('failures.captured.none') : '–', note: '', tone: 'quiet' };
  const n = format.number(coverage.inQueue);
  const note = coverage.last ? format.ago(coverage.last.endedAt, now) : t('failures.captured.looks');
  return {
    text:
      depth === null
        ? n
        : t('failures.captured.of', { n, all: format.number(Math.max(depth, coverage.inQueue)) }),
    note,
    tone: coverage.inQueue === 0 ? 'quiet' : 'plain',
  };
}

/** What SQS's own newest move task did. */
export function toTaskWords(
  t: ComposerTranslation,
  format: Format,
  { task }: Pick<DeadLetterRow, 'task'>,
): Words {
  const newest = task?.task;
  if (!newest) return { text: task?.failure ? t('failures.task.unread') : '', note: '', tone: 'quiet' };
  const state = t(`redrives.native.state.${newest.state}`);
  const moved = t('failures.task.moved', {
    n: format.number(newest.moved),
    all: format.number(newest.total),
  });
  return {
    text: state,
    note: newest.state === 'running' ? moved : `${moved}, ${format.moment(newest.startedAt)}`,
    tone: newest.state === 'failed' ? 'red' : 'plain',
  };
}
