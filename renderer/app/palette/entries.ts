import { Globe, Keyboard, Moon, Sun, SunMoon, SwitchCamera } from '@lucide/vue';
import { computed, type ComputedRef } from 'vue';
import { useI18n } from 'vue-i18n';
import { usePalette, type PaletteEntry } from '../../stores/palette.ts';
import { useSettings } from '../../stores/settings.ts';
import { floating } from '../frame.ts';
import { places } from '../places.ts';
import { bestOf, inOrder, toCandidate, type Candidate } from './candidates.ts';
import { toWords } from './match.ts';
import { useProfileEntries } from './profile-entries.ts';
import { useResourceCandidates } from './resources.ts';

/** Lines shown of each group at most. */
const MOST = 12;

/** What the palette offers for the text typed: acts and places, what fits best first; of one profile, if one is given. */
export function usePaletteEntries(
  typed: () => string,
  profile: () => string | null,
): ComputedRef<PaletteEntry[]> {
  const { t } = useI18n();
  const palette = usePalette();
  const settings = useSettings();
  const resources = useResourceCandidates();
  const profiles = useProfileEntries();

  const acts = computed((): PaletteEntry[] => [
    ...palette.offered,
    {
      key: 'switcher',
      group: 'act',
      label: t('app.palette.switch'),
      icon: SwitchCamera,
      run: () => (floating.switcher = true),
    },
    ...profiles.value.acts,
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
    { key: 'keys', group: 'act', label: t('nav.keys'), icon: Keyboard, run: () => (floating.keys = true) },
  ]);
  const pages = computed((): PaletteEntry[] =>
    places.map(({ name, icon }) => ({
      ...{ key: name, group: 'place', label: t(`nav.${name}`), icon },
      to: { name },
    })),
  );
  function* going(): Generator<Candidate> {
    yield* pages.value.map(toCandidate);
    yield* resources.places();
    yield* profiles.value.places.map(toCandidate);
  }
  function* doing(wordless: boolean): Generator<Candidate> {
    yield* acts.value.map(toCandidate);
    // A verb for each queue helps only those who have begun to say which.
    if (!wordless) yield* resources.acts();
  }

  return computed(() => {
    const words = toWords(typed());
    const only = profile();
    const best = (candidates: Iterable<Candidate>): PaletteEntry[] => bestOf(candidates, words, MOST, only);
    // Without words the places one goes to most come first.
    // Without words the places one goes to most come first.
    return inOrder([best(going()), best(doing(words.length === 0))], words);
  });
}
