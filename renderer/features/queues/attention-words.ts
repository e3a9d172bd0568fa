import type { ComposerTranslation } from 'vue-i18n';
import type { Format } from '../../ui/format.ts';
import type { Attention } from './attention.ts';

/** What is, and why it matters, in one sentence each. */
export function toAttentionWords(
  t: ComposerTranslation,
  format: Format,
  item: Attention,
): { title: string; why: string } {
  const numbers = {
    n: format.number(item.figure),
    limit: format.number(item.limit),
    kept: format.duration(item.seconds),
    own: format.duration(item.limit),
    names: item.names.join(', '),
  };
  const count = item.figure ?? 0;
  const title = t(`overview.attention.${item.kind}.title`, numbers, count);
  if (item.failure) {
    const { code, message } = item.failure;
    // What is wrong in a file only the message knows; elsewhere what to do is worth more.
    const then = code === 'PROFILE_BROKEN' ? message : t(`failure.${code}.act`);
    return { title, why: `${t(`failure.${code}.title`)} ${then}` };
  }
  if (item.kind === 'dead-letters' || item.kind === 'expiring') {
    // What SNS, Lambda or EventBridge fills has no queue that gave up.
    const variant = item.names.length === 0 ? 'whyOther' : item.row?.fifo ? 'whyFifo' : 'why';
    return { title, why: t(`overview.attention.${item.kind}.${variant}`, numbers) };
  }
  return { title, why: t(`overview.attention.${item.kind}.why`, numbers) };
}
