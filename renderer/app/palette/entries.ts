import { Globe, Layers, Moon, Radio, Sun, SunMoon, SwitchCamera } from '@lucide/vue';
import { computed, type ComputedRef } from 'vue';
import { useI18n } from 'vue-i18n';
import { queueLink } from '../../features/queues/queue-link.ts';
import { topicLink } from '../../features/topics/topic-link.ts';
import { usePalette, type PaletteEntry } from '../../stores/palette.ts';
import { useSettings } from '../../stores/settings.ts';
import { useWorkspace } from '../../stores/workspace.ts';
import { useFormat } from '../../ui/format.ts';
import { floating } from '../frame.ts';
import { useLists } from '../lists.ts';
import { places } from '../places.ts';
import { rank, toWords } from './match.ts';

/** Lines shown of each group at most. */
const MOST = 12;

/** What the palette offers for the text typed: acts first, then places, best fit first. */
export function usePaletteEntries(typed: () => string): ComputedRef<PaletteEntry[]> {
  const { t } = useI18n();
  const format = useFormat();
  const palette = usePalette();
  const settings = useSettings();
  const { queues, topics } = useLists();
  const { lookOf } = useWorkspace();

  const acts = computed((): PaletteEntry[] => [
    ...palette.offered,
    {
      key: 'switcher',
      group: 'act',
      label: t('app.palette.switch'),
      icon: SwitchCamera,
      run: () => (floating.switcher = true),
    },
    ...(['light', 'dark', 'system'] as const).map((theme): PaletteEntry => ({
      key: `theme ${theme}`,
      group: 'act',
      label: t(`app.palette.theme.${theme}`),
      icon: { light: Sun, dark: Moon, system: SunMoon }[theme],
      run: () => void settings.choose({ theme }),
    })),
    ...(['local', 'utc'] as const).map((timeZone): PaletteEntry => ({
      key: `zone ${timeZone}`,
      group: 'act',
      label: t(`app.palette.zone.${timeZone}`),
      icon: Globe,
      run: () => void settings.choose({ timeZone }),
    })),
    { key: 'keys', group: 'act', label: t('nav.keys'), icon: Globe, run: () => (floating.keys = true) },
  ]);
  const going = computed((): PaletteEntry[] => [
    ...places.map(({ name, icon }): PaletteEntry => ({
      key: name,
      group: 'place',
      label: t(`nav.${name}`),
      icon,
      to: { name },
    })),
    ...queues.value.map((row): PaletteEntry => ({
      key: row.key,
      group: 'place',
      label: row.name,
      hint: row.summary
        ? t('app.palette.queue', {
            n: format.value.number(row.summary.counts.visible),
            region: row.scope.region,
          })
        : row.scope.region,
      icon: Layers,
      look: lookOf(row.scope),
      to: queueLink(row.scope, row.url),
    })),
    ...topics.value.map((row): PaletteEntry => ({
      key: row.key,
      group: 'place',
      label: row.name,
      hint: t('app.palette.topic', { region: row.scope.region }),
      icon: Radio,
      look: lookOf(row.scope),
      to: topicLink(row.scope, row.arn),
    })),
  ]);

  return computed(() => {
    const words = toWords(typed());
    const best = (entries: readonly PaletteEntry[]): PaletteEntry[] =>
      entries
        .flatMap((entry) => {
          const score = rank(entry.label, words);
          return score === null ? [] : [{ entry, score }];
        })
        .sort((a, b) => (words.length === 0 ? 0 : a.score - b.score))
        .slice(0, MOST)
        .map(({ entry }) => entry);
    // Without words the places one goes to most come first.
    return words.length === 0
      ? [...best(going.value), ...best(acts.value)]
      : [...best(acts.value), ...best(going.value)];
  });
}
